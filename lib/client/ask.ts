import type { AnswerEvent } from '../core/chat/answer-event.ts'
import { ApiProblem, answerProblemOf, problemOfResponse, reached } from './api-problem.ts'
import { readAnswer } from './read-answer.ts'

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
 * Asks one question. What goes wrong on the way, before or during the answer, arrives as a last `problem`
 * event with the server's own words where there are any; a refused ticket is renewed and tried once
 * more. An abort through `signal` throws (an `AbortError`), and so do mistakes of our own.
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
  const post = async (renew: boolean) => {
    const init = {
      method: 'POST',
      headers: await headers(renew),
      body: JSON.stringify({ question, conversationId, askId }),
      signal,
    }
    return reached(send(url, init))
  }
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
    const response = await answered(post)
    if (!response.ok) throw problemOfResponse(response.status, await reached(response.text()))
    yield* readAnswer(response)
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error
    yield { type: 'problem', problem: answerProblemOf(error) }
  } finally {
    // What is over needs no stop.
    signal.removeEventListener('abort', onAbort)
  }
}

/** The reply, after one more try with a fresh ticket where the first was refused. */
async function answered(post: (renew: boolean) => Promise<Response>): Promise<Response> {
  const response = await post(false)
  return response.status === 401 ? await post(true) : response
}
