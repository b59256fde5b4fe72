import type { OwnerPeriod, OwnerSpending, PeriodSums } from '#lib/core/usage/ports.ts'
import type { DynamoCalls } from './dynamo-calls.ts'
import { isConditionFailure } from './dynamo-errors.ts'

/** What was begun in the last second of a month is settled in it. */
const KEPT_BEYOND_SECONDS = 86_400

/**
 * Months of an owner, `pk LIMIT#spent#owner#id`, `sk yyyy-mm`: `spent`, and that of each day as `day#dd`. DynamoDB
 * removes them when nobody asks any more.
 */
export function dynamoOwnerSpending(dynamo: DynamoCalls, table: string): OwnerSpending {
  return {
    async reserve(period, amount, caps) {
      const limits = (['day', 'month'] as const).filter(name => caps[name] !== null)
      try {
        return await change(
          period,
          amount,
          limits.map(name => `(attribute_not_exists(#${name}) OR #${name} < :${name})`).join(' AND '),
          Object.fromEntries(limits.map(name => [`:${name}`, caps[name]!])),
        )
      } catch (error) {
        if (!isConditionFailure(error)) throw error
        const sums = await read(period)
        return caps.month !== null && sums.month >= caps.month ? 'month' : 'day'
      }
    },

    add: (period, amount) => change(period, amount),
  }

  async function change(
    period: OwnerPeriod,
    amount: number,
    condition?: string,
    values: Record<string, number> = {},
  ): Promise<PeriodSums> {
    const { Attributes = {} } = await dynamo.update({
      TableName: table,
      Key: keyOf(period),
      UpdateExpression: 'ADD #month :amount, #day :amount SET expiresAt = :expires',
      ...(condition && { ConditionExpression: condition }),
      ExpressionAttributeNames: namesOf(period),
      ExpressionAttributeValues: { ':amount': amount, ':expires': expiryOf(period), ...values },
      ReturnValues: 'UPDATED_NEW',
    })
    return sumsOf(period, Attributes)
  }

  async function read(period: OwnerPeriod): Promise<PeriodSums> {
    const { Item = {} } = await dynamo.get({ TableName: table, Key: keyOf(period), ConsistentRead: true })
    return sumsOf(period, Item)
  }
}

function keyOf({ ownerId, day }: OwnerPeriod) {
  return { pk: `LIMIT#spent#owner#${ownerId}`, sk: day.slice(0, 7) }
}

function namesOf({ day }: OwnerPeriod) {
  return { '#month': 'spent', '#day': `day#${day.slice(8)}` }
}

function sumsOf(period: OwnerPeriod, item: Record<string, unknown>): PeriodSums {
  const names = namesOf(period)
  return { day: Number(item[names['#day']] ?? 0), month: Number(item[names['#month']] ?? 0) }
}

/** Seconds since 1970. */
function expiryOf({ day }: OwnerPeriod): number {
  const date = new Date(day)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1) / 1_000 + KEPT_BEYOND_SECONDS
}
