import { z } from 'zod'

/** What our API answers when it refuses: what happened, and what to do. */
const errorBodySchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    nextStep: z.string(),
    requestId: z.string().nullish(),
  }),
})

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

/** Reads a refusal; where something on the way answered in words of its own, ours are used. */
export function problemOfResponse(status: number, body: string): ApiProblem {
  const parsed = errorBodySchema.safeParse(parseJson(body))
  if (parsed.success) {
    const { code, message, nextStep, requestId } = parsed.data.error
    return new ApiProblem(code, message, nextStep, { status, requestId })
  }
  return new ApiProblem(
    status === 401 ? 'signed-out' : 'unavailable',
    status === 401 ? 'You are signed out.' : 'Something went wrong on our side.',
    status === 401 ? 'Sign in again.' : 'Nothing you typed is lost. Try again in a moment.',
    { status },
  )
}

export function networkProblem(cause: unknown): ApiProblem {
  return new ApiProblem(
    'network',
    'Docent could not be reached.',
    'Nothing you typed is lost. Check your connection and try again.',
    { status: 0, cause },
  )
}

/**
 * Words for anything that can be thrown on the way to our API. What went wrong on our side ends with the
 * number under which our log tells more.
 */
export function describeProblem(error: unknown): { message: string; nextStep: string } {
  if (error instanceof ApiProblem) {
    const { message, nextStep, requestId, status } = error
    return {
      message,
      nextStep: status >= 500 && requestId ? `${nextStep} Reference: ${requestId}` : nextStep,
    }
  }
  return {
    message: 'Something went wrong on this page.',
    nextStep: 'Reload the page and try again.',
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
