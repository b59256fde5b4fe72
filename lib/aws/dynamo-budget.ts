import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { SpendStore, SpendWindow } from '#lib/core/usage/budget.ts'
import { type Dynamo, isConditionFailure } from './dynamo-client.ts'

/** `pk LIMIT#spent#holder`, `sk` = the window; DynamoDB removes them when nobody asks any more. */
export function dynamoBudget(dynamo: Dynamo, table: string): SpendStore {
  return {
    async reserve(spendWindow, amount, cap) {
      try {
        await dynamo.send(
          new UpdateCommand({
            ...adding(spendWindow),
            ConditionExpression: 'attribute_not_exists(spent) OR spent < :cap',
            ExpressionAttributeValues: { ...valuesOf(spendWindow, amount), ':cap': cap },
          }),
        )
        return true
      } catch (error) {
        if (isConditionFailure(error)) return false
        throw error
      }
    },
    async add(spendWindow, amount) {
      await dynamo.send(
        new UpdateCommand({
          ...adding(spendWindow),
          ExpressionAttributeValues: valuesOf(spendWindow, amount),
        }),
      )
    },
  }

  function adding({ holder, window }: SpendWindow) {
    return {
      TableName: table,
      Key: { pk: `LIMIT#spent#${holder}`, sk: window },
      UpdateExpression: 'ADD spent :amount SET expiresAt = :expires',
    }
  }
}

function valuesOf({ keepUntil }: SpendWindow, amount: number) {
  return { ':amount': amount, ':expires': Math.ceil(keepUntil / 1_000) }
}
