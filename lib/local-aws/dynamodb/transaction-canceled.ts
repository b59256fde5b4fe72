import { isRefusal, type Refusal, refusalName, refuse } from './refusal.ts'

export interface CancellationReason {
  Code: 'ConditionalCheckFailed' | 'ValidationError' | 'TransactionConflict'
  Message: string
  /** The item as it is, when ReturnValuesOnConditionCheckFailure asked for it. */
  Item?: unknown
}

/** The exception, with one reason for each member of the transaction; undefined: nothing wrong with this one. */
export function canceled(reasons: (CancellationReason | undefined)[]): Refusal {
  const codes = reasons.map(reason => reason?.Code ?? 'None').join(', ')
  return refuse(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons: reasons.map(reason => reason ?? { Code: 'None' }) },
  )
}

/** Why a member failed. Throws what is not the member's fault. */
export function reasonFor(error: unknown): CancellationReason {
  if (!isRefusal(error)) throw error
  const { message, Item } = error.body
  switch (refusalName(error)) {
    case 'ConditionalCheckFailedException':
      return { Code: 'ConditionalCheckFailed', Message: message, ...(Item ? { Item } : {}) }
    case 'ValidationException':
      return { Code: 'ValidationError', Message: message }
    default:
      throw error
  }
}
