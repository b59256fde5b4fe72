import type { Repeatable } from './retry.ts'
import { ServiceError } from './service-error.ts'

/** An answer arrived, but not as it was sent. */
export class DamagedAnswer extends Error {
  override name = 'DamagedAnswer'
}

/** The SDK's lists (@smithy/core, service-error-classification). */
const THROTTLING = new Set([
  'BandwidthLimitExceeded',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
])
const BROKEN_STATUS = new Set([500, 502, 503, 504])
const LOST = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])

/**
 * As the SDK does it: throttled, broken on their side, not connected, timed out, or a connection lost before the
 * answer began. A service that says 500, 503 or that it throttles has not applied the call. Whether one whose
 * connection was lost was applied, nobody knows: the SDK repeats it whatever it does, an `ADD` too, and so do we.
 */
export function repeatable(error: unknown): Repeatable {
  if (error instanceof ServiceError) {
    if (error.$metadata.httpStatusCode === 429 || THROTTLING.has(error.name)) return 'throttled'
    const timedOut = error.name === 'RequestTimeout' || error.name === 'RequestTimeoutException'
    return timedOut || BROKEN_STATUS.has(error.$metadata.httpStatusCode) ? 'lost' : null
  }
  if (!(error instanceof Error)) return null
  const lost = error instanceof DamagedAnswer || error.name === 'TimeoutError'
  return lost || LOST.has((error as NodeJS.ErrnoException).code ?? '') ? 'lost' : null
}
