import type { AnswerEvent, AnswerProblem } from '../core/chat/answer-event.ts'
import { isAbort, readAnswer } from './read-answer.ts'

export interface AskOptions {
  url: string
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
  const post = async (renew: boolean) =>
    send(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${await ticket(renew)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ question, conversationId }),
      signal,
    })
  let response: Response
  try {
    response = await post(false)
    if (response.status === 401) response = await post(true)
  } catch (error) {
    if (isAbort(error) || signal.aborted) throw error
    yield { type: 'problem', problem: problemOf(error) }
    return
  }
  if (!response.ok) yield { type: 'problem', problem: await readProblem(response) }
  else yield* readAnswer(response)
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
