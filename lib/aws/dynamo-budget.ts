import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Purse, PurseStore } from '#lib/core/usage/budget.ts'
import { type Dynamo, isConditionFailure } from './dynamo-client.ts'

/** `pk LIMIT#spent#holder`, `sk` = the window; DynamoDB removes them when nobody asks any more. */
export function dynamoBudget(dynamo: Dynamo, table: string): PurseStore {
  return {
    async reserve(purse, amount, cap) {
      try {
        await dynamo.send(
          new UpdateCommand({
            ...adding(purse),
            ConditionExpression: 'attribute_not_exists(spent) OR spent < :cap',
            ExpressionAttributeValues: { ...valuesOf(purse, amount), ':cap': cap },
          }),
        )
        return true
      } catch (error) {
        if (isConditionFailure(error)) return false
        throw error
      }
    },
    async add(purse, amount) {
      await dynamo.send(
        new UpdateCommand({ ...adding(purse), ExpressionAttributeValues: valuesOf(purse, amount) }),
      )
    },
  }

  function adding({ holder, window }: Purse) {
    return {
      TableName: table,
      Key: { pk: `LIMIT#spent#${holder}`, sk: window },
      UpdateExpression: 'ADD spent :amount SET expiresAt = :expires',
    }
  }
}

function valuesOf({ keepUntil }: Purse, amount: number) {
  return { ':amount': amount, ':expires': Math.ceil(keepUntil / 1_000) }
}
