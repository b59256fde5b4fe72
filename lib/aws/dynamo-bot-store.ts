import { type Bot, botSchema, botSettingsSchema } from '#lib/core/bots/bot.ts'
import { changedMeanwhile } from '#lib/core/bots/change-bot.ts'
import type { BotStore } from '#lib/core/bots/ports.ts'
import { accountClosed } from '#lib/core/deletion/close-account.ts'
import { DocentError } from '#lib/core/errors.ts'
import { accountKey } from './dynamo-account-store.ts'
import type { DynamoCalls } from './dynamo-calls.ts'
import { isConditionFailure, isConflict, retryConflicts } from './dynamo-errors.ts'
import { idOf, quietItems } from './status-index.ts'

/**
 * Bots in the bots table: `pk BOT#id`, `sk BOT`. `owner-index` (ownerId, createdAt) finds an owner's;
 * a bot being deleted has left that index and waits in `status-index` under `deleting-bot`.
 */
export function dynamoBotStore(dynamo: DynamoCalls, table: string): BotStore {
  const key = (botId: string) => ({ pk: `BOT#${botId}`, sk: 'BOT' })
  return {
    async get(botId) {
      const { Item } = await dynamo.get({ TableName: table, Key: key(botId), ConsistentRead: true })
      return !Item || Item.workState ? null : botSchema.parse(Item)
    },

    async listByOwner(ownerId) {
      const bots: Bot[] = []
      const pages = dynamo.queryPages({
        TableName: table,
        IndexName: 'owner-index',
        KeyConditionExpression: 'ownerId = :owner',
        ExpressionAttributeValues: { ':owner': ownerId },
        ScanIndexForward: false,
      })
      for await (const { Items = [] } of pages) bots.push(...Items.map(item => botSchema.parse(item)))
      return bots
    },

    async listIds() {
      const ids: string[] = []
      const pages = dynamo.scanPages({
        TableName: table,
        FilterExpression: 'sk = :bot AND attribute_not_exists(workState)',
        ExpressionAttributeValues: { ':bot': 'BOT' },
        ProjectionExpression: 'id',
      })
      for await (const { Items = [] } of pages) ids.push(...Items.map(({ id }) => String(id)))
      return ids
    },

    async create(bot) {
      try {
        const put = {
          TableName: table,
          Item: { ...bot, ...key(bot.id) },
          ConditionExpression: 'attribute_not_exists(pk)',
        }
        const open = {
          TableName: table,
          Key: accountKey(bot.ownerId),
          ConditionExpression: 'attribute_not_exists(pk)',
        }
        const TransactItems = [{ Put: put }, { ConditionCheck: open }]
        // Two of one owner at the same time meet at the account.
        await retryConflicts(() => dynamo.transactWrite({ TransactItems }))
      } catch (error) {
        if (isConflict(error)) throw busyAccount(error)
        if (!isConditionFailure(error)) throw error
        if (failedAt(error, 1)) throw accountClosed(error)
        throw new DocentError('conflict', 'A guide with this id exists.', 'Try again.', { cause: error })
      }
    },

    async replace(bot) {
      // Only what owner and operator decide: the knowledge version belongs to the ingestion.
      const settings = Object.keys(botSettingsSchema.shape)
      const fields = [...settings, 'index', 'version', 'updatedAt'] as (keyof Bot)[]
      try {
        await dynamo.update({
          TableName: table,
          Key: key(bot.id),
          UpdateExpression: `SET ${fields.map(field => `#${field} = :${field}`).join(', ')}`,
          ConditionExpression: '#version = :before AND attribute_not_exists(workState)',
          ExpressionAttributeNames: Object.fromEntries(fields.map(field => [`#${field}`, field])),
          ExpressionAttributeValues: {
            ...Object.fromEntries(fields.map(field => [`:${field}`, bot[field]])),
            ':before': bot.version - 1,
          },
        })
      } catch (error) {
        throw isConditionFailure(error) ? changedMeanwhile(error) : error
      }
    },

    async markDeleting(botId, now) {
      try {
        await dynamo.update({
          TableName: table,
          Key: key(botId),
          UpdateExpression:
            'SET workState = :deleting, heartbeat = :now, deletedOwner = ownerId REMOVE ownerId',
          ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(workState)',
          ExpressionAttributeValues: { ':deleting': 'deleting-bot', ':now': now },
        })
        return true
      } catch (error) {
        if (isConditionFailure(error)) return false
        throw error
      }
    },

    async listDeleting(before, limit) {
      return await quietItems(dynamo, table, 'deleting-bot', { before, limit, read: idOf })
    },

    async delete(botId) {
      await dynamo.delete({ TableName: table, Key: key(botId) })
    },
  }
}

/** Hundreds at a time, which no person makes. */
function busyAccount(cause: unknown): DocentError {
  const message = 'Many guides are being made in this account at the moment.'
  return new DocentError('busy', message, 'Try again in a moment.', { cause, retryAfter: 5 })
}

/** Whether the condition of that part of a transaction was the one that failed. */
function failedAt(error: unknown, part: number): boolean {
  if (!(error instanceof Error) || !('CancellationReasons' in error)) return false
  return (error.CancellationReasons as { Code?: string }[])[part]?.Code === CONDITION_FAILED
}

const CONDITION_FAILED = 'ConditionalCheckFailed'
