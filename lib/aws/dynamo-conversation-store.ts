import { z } from 'zod'
import { messageSchema } from '#lib/core/chat/message.ts'
import type { ConversationStore } from '#lib/core/chat/ports.ts'
import { writeAll } from './dynamo-batches.ts'
import type { DynamoCalls } from './dynamo-calls.ts'

const conversationSchema = z.object({
  id: z.string(),
  botId: z.string(),
  visitorId: z.string(),
  site: z.string(),
  title: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
})

const SECONDS_A_DAY = 86_400

/** Conversations (`pk BOT#bot`, `sk CHAT#id`) and their messages (`pk CHAT#id`, `sk MSG#id`), both with a TTL. */
export function dynamoConversationStore(dynamo: DynamoCalls, table: string): ConversationStore {
  return {
    async get(botId, id) {
      const Key = { pk: `BOT#${botId}`, sk: `CHAT#${id}` }
      const { Item } = await dynamo.get({ TableName: table, Key, ConsistentRead: true })
      return Item ? conversationSchema.parse(Item) : null
    },

    async list(botId, limit) {
      const { Items = [] } = await dynamo.query({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :chat)',
        ExpressionAttributeValues: { ':pk': `BOT#${botId}`, ':chat': 'CHAT#' },
        ScanIndexForward: false,
        Limit: limit,
      })
      return Items.map(item => conversationSchema.parse(item))
    },

    async messages(conversationId, limit) {
      const { Items = [] } = await dynamo.query({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `CHAT#${conversationId}` },
        ScanIndexForward: false,
        ConsistentRead: true,
        Limit: limit,
      })
      return Items.map(item => messageSchema.parse(item)).toReversed()
    },

    async append(conversation, messages, retentionDays) {
      const expiresAt = Math.floor(Date.parse(conversation.updatedAt) / 1_000) + retentionDays * SECONDS_A_DAY
      const { id, botId } = conversation
      // Not a transaction, which costs twice: each row is whole by itself, and writing it again changes nothing.
      await writeAll(dynamo, table, [
        { PutRequest: { Item: { ...conversation, pk: `BOT#${botId}`, sk: `CHAT#${id}`, expiresAt } } },
        ...messages.map(message => ({
          PutRequest: { Item: { ...message, pk: `CHAT#${id}`, sk: `MSG#${message.id}`, expiresAt } },
        })),
      ])
    },

    async deleteOfBot(botId) {
      // Days first: an answer that ends meanwhile sees by them that it must go.
      for (const sk of ['DAY#', 'CHAT#']) {
        for await (const keys of keysOf(dynamo, table, `BOT#${botId}`, sk)) {
          for (const key of keys) {
            if (sk !== 'CHAT#') continue
            for await (const messages of keysOf(dynamo, table, key.sk, 'MSG#')) await deleteAll(messages)
          }
          await deleteAll(keys)
        }
      }
    },
  }

  async function deleteAll(keys: Key[]): Promise<void> {
    await writeAll(
      dynamo,
      table,
      keys.map(Key => ({ DeleteRequest: { Key } })),
    )
  }
}

interface Key {
  pk: string
  sk: string
}

async function* keysOf(
  dynamo: DynamoCalls,
  table: string,
  pk: string,
  prefix: string,
): AsyncGenerator<Key[]> {
  const pages = dynamo.queryPages({
    TableName: table,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
    ProjectionExpression: 'pk, sk',
    ConsistentRead: true,
  })
  for await (const { Items = [] } of pages) yield Items as Key[]
}
