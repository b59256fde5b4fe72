import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Counters, UsageStore } from '#lib/core/usage/ports.ts'
import type { Dynamo } from './dynamo-client.ts'

/** Windowed counts, `pk LIMIT#key`, `sk` = the window's number; DynamoDB removes them when they are over. */
export function dynamoCounters(dynamo: Dynamo, table: string): Counters {
  return {
    async add(key, amount, windowSeconds, now) {
      const seconds = Math.floor(now / 1_000)
      const window = Math.floor(seconds / windowSeconds)
      const { Attributes } = await dynamo.send(
        new UpdateCommand({
          TableName: table,
          Key: { pk: `LIMIT#${key}`, sk: String(window) },
          UpdateExpression: 'ADD #count :amount SET expiresAt = :expires',
          ExpressionAttributeNames: { '#count': 'count' },
          ExpressionAttributeValues: { ':amount': amount, ':expires': (window + 2) * windowSeconds },
          ReturnValues: 'UPDATED_NEW',
        }),
      )
      return Number(Attributes?.count)
    },
  }
}

/** Day figures of a bot, `pk BOT#id`, `sk DAY#yyyy-mm-dd`. */
export function dynamoUsageStore(dynamo: Dynamo, table: string): UsageStore {
  return {
    async add(botId, day, counts) {
      const names = Object.keys(counts)
      await dynamo.send(
        new UpdateCommand({
          TableName: table,
          Key: { pk: `BOT#${botId}`, sk: `DAY#${day}` },
          UpdateExpression: `ADD ${names.map(name => `#${name} :${name}`).join(', ')}`,
          ExpressionAttributeNames: Object.fromEntries(names.map(name => [`#${name}`, name])),
          ExpressionAttributeValues: Object.fromEntries(names.map(name => [`:${name}`, counts[name]])),
        }),
      )
    },
  }
}
