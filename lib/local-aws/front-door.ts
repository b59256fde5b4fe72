import { sendAnswer } from './send-answer.ts'
import type { LocalRequest, LocalResponse } from './service.ts'

/**
 * Refuses what a browser was made to send by a page that has no business here: one that points a name of its own
 * at this computer, or one that is not among `pages`, by origin; everyone's where left out, as AWS has it. Answers
 * whether it did.
 */
export function isTurnedAway(
  request: LocalRequest,
  response: LocalResponse,
  pages: readonly string[] | undefined,
): boolean {
  if (!isForLoopback(request)) return refuse(request, response, 421, 'Open it as 127.0.0.1.')
  const { origin } = request.headers
  if (origin === undefined || pages === undefined || origin === `http://${hostOf(request)}`) return false
  if (pages.includes(origin)) return false
  return refuse(request, response, 403, 'Another site may not ask for that.')
}

/** Whether it was asked for by a name of this computer. */
export function isForLoopback(request: LocalRequest): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(hostOf(request))
}

function hostOf({ headers }: LocalRequest): string {
  return headers.host ?? headers[':authority']?.toString() ?? ''
}

function refuse(request: LocalRequest, response: LocalResponse, status: number, why: string): true {
  request.resume()
  sendAnswer(response, status, { 'content-type': 'text/plain; charset=utf-8' }, `${why}\n`)
  return true
}
