import type { Counters } from '#lib/core/usage/ports.ts'
import type { DynamoCalls } from './dynamo-calls.ts'

/**
 * Windowed counts, `pk LIMIT#key`, `sk` = the window's number, with an attribute for each part that is counted by
 * itself; DynamoDB removes them when they are over.
 */
export function dynamoCounters(dynamo: DynamoCalls, table: string): Counters {
  return {
    async add(key, amount, windowSeconds, now) {
      const { count } = await addIn({ key, windowSeconds, now }, { '#count': 'count' }, amount)
      return Number(count)
    },

    async addOne(key, part, windowSeconds, now) {
      const ofPart = `of#${part}`
      const counts = await addIn({ key, windowSeconds, now }, { '#count': 'count', '#part': ofPart }, 1)
      return { all: Number(counts.count), ofPart: Number(counts[ofPart]) }
    },
  }

  async function addIn(
    { key, windowSeconds, now }: { key: string; windowSeconds: number; now: number },
    names: Record<string, string>,
    amount: number,
  ): Promise<Record<string, unknown>> {
    const window = Math.floor(Math.floor(now / 1_000) / windowSeconds)
    const adding = Object.keys(names).map(name => `${name} :amount`)
    const { Attributes = {} } = await dynamo.update({
      TableName: table,
      Key: { pk: `LIMIT#${key}`, sk: String(window) },
      UpdateExpression: `ADD ${adding.join(', ')} SET expiresAt = :expires`,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: { ':amount': amount, ':expires': (window + 2) * windowSeconds },
      ReturnValues: 'UPDATED_NEW',
    })
    return Attributes
  }
}
