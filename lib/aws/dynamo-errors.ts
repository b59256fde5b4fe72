/** A transaction that met another waits this long, a little more each time. */
const CONFLICT_WAIT_MS = 40
const CONFLICT_TRIES = 8

/** The item changed under us, or is not what the write expected. */
export function isConditionFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error.name === 'ConditionalCheckFailedException') return true
  const reasons = 'CancellationReasons' in error ? (error.CancellationReasons as { Code?: string }[]) : []
  return (
    error.name === 'TransactionCanceledException' &&
    reasons.some(({ Code }) => Code === 'ConditionalCheckFailed')
  )
}

/** A transaction met another: the same write can go through a moment later. */
export function isConflict(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error.name === 'TransactionConflictException' || error.name === 'TransactionInProgressException')
    return true
  const reasons = 'CancellationReasons' in error ? (error.CancellationReasons as { Code?: string }[]) : []
  return (
    error.name === 'TransactionCanceledException' &&
    reasons.some(({ Code }) => Code === 'TransactionConflict')
  )
}

/** Runs a transaction, again after a growing wait where it met another; the SDK does not. */
export async function retryConflicts<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await run()
    } catch (error) {
      if (!isConflict(error) || tries === CONFLICT_TRIES) throw error
      await new Promise(resolve => setTimeout(resolve, CONFLICT_WAIT_MS * tries * (0.5 + Math.random())))
    }
  }
}
