import type { AnswerProblem } from '../core/chat/answer-event.ts'
import type { ErrorBody } from '../core/contract/error-body.ts'
import { isAbort } from './is-abort.ts'

/** A refusal or a failure with words for the person in front of the screen. */
export class ApiProblem extends Error {
  readonly code: string
  readonly nextStep: string
  /** The HTTP status; 0 where no answer came at all. */
  readonly status: number
  readonly requestId: string | null

  constructor(
    code: string,
    message: string,
    nextStep: string,
    options: { status: number; requestId?: string | null; cause?: unknown },
  ) {
    super(message, { cause: options.cause })
    this.name = 'ApiProblem'
    this.code = code
    this.nextStep = nextStep
    this.status = options.status
    this.requestId = options.requestId ?? null
  }
}

/**
 * Reads a refusal; where something on the way answered in words of its own, ours are used. By hand: the
 * widget carries no schemas, and what refuses is often not ours.
 */
export function problemOfResponse(status: number, body: string): ApiProblem {
  const { code, message, nextStep, requestId }: Partial<ErrorBody['error']> = parseJson(body)?.error ?? {}
  return new ApiProblem(
    code ?? (status === 401 ? 'signed-out' : 'unavailable'),
    message || (status === 401 ? 'You are signed out.' : `Something went wrong on our side (${status}).`),
    nextStep || (status === 401 ? 'Sign in again.' : 'Nothing you typed is lost. Try again in a moment.'),
    { status, requestId },
  )
}

/** What `fetch` or a response's body brings; a failure on the way as an `ApiProblem`. An abort stays as it is. */
export async function reached<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    throw isAbort(error) ? error : networkProblem(error)
  }
}

export function networkProblem(cause: unknown): ApiProblem {
  return new ApiProblem(
    'network',
    'The service could not be reached.',
    'Nothing you typed is lost. Check your connection and try again.',
    { status: 0, cause },
  )
}

/** Words for anything that can be thrown on the way to our API. */
export function describeProblem(error: unknown): { message: string; nextStep: string } {
  const { message, nextStep, requestId } = answerProblemOf(error)
  return { message, nextStep: requestId ? `${nextStep} Reference: ${requestId}` : nextStep }
}

/** The same as a problem of an answer. A limit needs no number; what went wrong on our side is found by it. */
export function answerProblemOf(error: unknown): AnswerProblem {
  if (!(error instanceof ApiProblem)) {
    return {
      code: 'unavailable',
      message: 'Something went wrong on this page.',
      nextStep: 'Reload the page and try again.',
    }
  }
  const { code, message, nextStep, requestId, status } = error
  return { code, message, nextStep, ...(status >= 500 && requestId && { requestId }) }
}

function parseJson(text: string): Partial<ErrorBody> | null {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
