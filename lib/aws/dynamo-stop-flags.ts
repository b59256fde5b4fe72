import type { StopFlags } from '#lib/core/chat/ports.ts'
import type { DynamoCalls } from './dynamo-calls.ts'

/** Longer than any answer takes. */
const KEPT_SECONDS = 600

/** `pk STOP#key`, `sk STOP`; DynamoDB removes them. */
export function dynamoStopFlags(dynamo: DynamoCalls, table: string): StopFlags {
  const keyOf = (key: string) => ({ pk: `STOP#${key}`, sk: 'STOP' })
  return {
    async raise(key, now) {
      const expiresAt = Math.ceil(now / 1_000) + KEPT_SECONDS
      await dynamo.put({ TableName: table, Item: { ...keyOf(key), expiresAt } })
    },
    async isRaised(key) {
      const { Item } = await dynamo.get({ TableName: table, Key: keyOf(key), ConsistentRead: true })
      return Item !== undefined
    },
  }
}
