import { DocentError, type ErrorCode } from '#lib/core/errors.ts'
import type { Metrics } from '../metrics.ts'

/** Of a limit: who asks too much is sent away, and nothing is broken. */
const LIMITS: readonly ErrorCode[] = ['too-many-requests', 'limit-reached']
/** Of a service that we need. */
const OUTAGES: readonly ErrorCode[] = ['unavailable', 'busy', 'model-failed']

/**
 * For the `catch` of whatever a question needs before its answer begins: counts what is ours as a question that
 * failed, and those whom a limit sends away. What else is wrong with a request is its sender's.
 */
export function countRefusal(metrics: Metrics) {
  return (error: unknown): never => {
    const code = error instanceof DocentError ? error.code : null
    if (code === null) metrics.put({ Questions: 1, AnswerFailures: 1 }, 'unexpected')
    else if (OUTAGES.includes(code)) metrics.put({ Questions: 1, AnswerFailures: 1 }, code)
    else if (LIMITS.includes(code)) metrics.put({ Throttled: 1 }, code)
    throw error
  }
}
