/**
 * Something the person at the other end can understand and act on. `message` says what happened and
 * what was kept; `nextStep` says what to do. Everything else that is thrown is our own fault: it is
 * logged whole and answered blank.
 */
export class DocentError extends Error {
  readonly code: ErrorCode
  readonly nextStep: string
  /** Seconds after which trying again can work. */
  readonly retryAfter: number | undefined

  constructor(
    code: ErrorCode,
    message: string,
    nextStep: string,
    options: { cause?: unknown; retryAfter?: number } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'DocentError'
    this.code = code
    this.nextStep = nextStep
    this.retryAfter = options.retryAfter
  }
}

/** Each code belongs to one HTTP status, see `contract/error-body.ts`. */
export const errorCodes = [
  'invalid', // what was sent does not fit
  'too-large', // more was sent than we read
  'signed-out', // no valid token or ticket
  'not-found', // does not exist, or is not yours: we never say which
  'conflict', // somebody changed it first
  'limit-reached', // a quota: how much you may have
  'too-many-requests', // a rate: how often you may ask
  'busy', // the model service is throttling
  'model-failed', // the model service broke off
  'unavailable', // a service we need does not answer
] as const
export type ErrorCode = (typeof errorCodes)[number]
