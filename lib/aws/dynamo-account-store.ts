import type { AccountStore } from '#lib/core/deletion/ports.ts'
import type { DynamoCalls } from './dynamo-calls.ts'
import { isConditionFailure } from './dynamo-errors.ts'
import { idOf, quietItems } from './status-index.ts'

/**
 * Closed accounts in the bots table, `pk OWNER#id`, `sk ACCOUNT`; an open one has no item. While it is being emptied
 * it waits in `status-index` under `closing-account`; afterwards DynamoDB removes it when nobody is signed in to it.
 */
export function dynamoAccountStore(dynamo: DynamoCalls, table: string): AccountStore {
  return {
    async close(accountId, now) {
      try {
        await dynamo.update({
          TableName: table,
          Key: accountKey(accountId),
          UpdateExpression: 'SET id = :id, workState = :closing, heartbeat = :now',
          ConditionExpression: 'attribute_not_exists(pk)',
          ExpressionAttributeValues: { ':id': accountId, ':closing': 'closing-account', ':now': now },
        })
      } catch (error) {
        if (!isConditionFailure(error)) throw error
      }
    },

    async isClosed(accountId) {
      const { Item } = await dynamo.get({
        TableName: table,
        Key: accountKey(accountId),
        ConsistentRead: true,
      })
      return Item !== undefined
    },

    async listClosing(before, limit) {
      return await quietItems(dynamo, table, 'closing-account', { before, limit, read: idOf })
    },

    async finishClosing(accountId, keepUntil) {
      await dynamo.update({
        TableName: table,
        Key: accountKey(accountId),
        UpdateExpression: 'SET expiresAt = :until REMOVE workState',
        ExpressionAttributeValues: { ':until': Math.ceil(keepUntil / 1_000) },
      })
    },
  }
}

export function accountKey(accountId: string) {
  return { pk: `OWNER#${accountId}`, sk: 'ACCOUNT' }
}
