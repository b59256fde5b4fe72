import type { AnswerEvent, AnswerProblem } from '../core/chat/answer-event.ts'
import { isAbort, readAnswer } from './read-answer.ts'

export interface AskOptions {
  url: string
  /** Where a Stop is told, if `url` may not see it. */
  stopUrl?: string | null
  /** A ticket for the chat; with `true` a fresh one, whatever is left of the last. */
  ticket: (renew?: boolean) => Promise<string>
  question: string
  conversationId: string | null
  /** Stop. */
  signal: AbortSignal
  fetch?: typeof fetch
}

/**
 * Asks one question. Whatever goes wrong, before or during the answer, arrives as a last `problem`
 * event with the server's own words where there are any; a refused ticket is renewed and tried once
 * more. Only an abort through `signal` throws (an `AbortError`).
 */
export async function* ask(options: AskOptions): AsyncGenerator<AnswerEvent> {
  const { url, ticket, question, conversationId, signal } = options
  const send = options.fetch ?? fetch
  const { stopUrl } = options
  const askId = stopUrl ? crypto.randomUUID() : undefined
  const headers = async (renew: boolean) => ({
    authorization: `Bearer ${await ticket(renew)}`,
    'content-type': 'application/json',
  })
  const post = async (renew: boolean) =>
    send(url, {
      method: 'POST',
      headers: await headers(renew),
      body: JSON.stringify({ question, conversationId, askId }),
      signal,
    })
  const tellStop = async (to: string) => {
    try {
      await send(to, {
        method: 'POST',
        headers: await headers(false),
        body: JSON.stringify({ askId }),
        keepalive: true,
      })
    } catch (error) {
      // The reader has what they wanted; the answer ends by itself.
      console.warn('Docent: the answer could not be told to stop.', error)
    }
  }
  const onAbort = () => {
    if (stopUrl) void tellStop(stopUrl)
  }
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    const response = await answered(post, signal)
    if ('problem' in response) yield { type: 'problem', problem: response.problem }
    else if (!response.ok) yield { type: 'problem', problem: await readProblem(response) }
    else yield* readAnswer(response)
  } finally {
    // What is over needs no stop.
    signal.removeEventListener('abort', onAbort)
  }
}

/** The reply, after one more try with a fresh ticket where the first was refused; or why there is none. */
async function answered(
  post: (renew: boolean) => Promise<Response>,
  signal: AbortSignal,
): Promise<Response | { problem: AnswerProblem }> {
  try {
    const response = await post(false)
    return response.status === 401 ? await post(true) : response
  } catch (error) {
    if (isAbort(error) || signal.aborted) throw error
    return { problem: problemOf(error) }
  }
}

/** The server's words for what went wrong: `{ error: { code, message, nextStep } }`, or ours where it had none. */
export async function readProblem(response: Response): Promise<AnswerProblem> {
  const body = (await response.json().catch((error: unknown) => {
    if (error instanceof SyntaxError || error instanceof TypeError) return null
    throw error
  })) as { error?: Partial<AnswerProblem> } | null
  const said = body?.error
  return {
    code: said?.code ?? 'unavailable',
    message: said?.message || `The service answered with an error (${response.status}).`,
    nextStep: said?.nextStep || 'Try again in a moment.',
    // A limit needs no number; what went wrong on our side is found by it.
    ...(response.status >= 500 && said?.requestId && { requestId: said.requestId }),
  }
}

function problemOf(error: unknown): AnswerProblem {
  // A ticket that could not be renewed brings its own words.
  if (error instanceof ProblemError) return error.problem
  return {
    code: 'network',
    message: 'The service could not be reached.',
    nextStep: 'Check your connection and try again.',
  }
}

/** Thrown by a `ticket` function to say why there is none. */
export class ProblemError extends Error {
  readonly problem: AnswerProblem

  constructor(problem: AnswerProblem) {
    super(problem.message)
    this.name = 'ProblemError'
    this.problem = problem
  }
}
