import type { BatchWriteCommandInput } from '@aws-sdk/lib-dynamodb'
import type { DynamoCalls } from './dynamo-calls.ts'

type WriteRequest = NonNullable<BatchWriteCommandInput['RequestItems']>[string][number]

/** DynamoDB's own limits. */
const BATCH = 25
const READ_BATCH = 100
/** What a full table hands back is offered again, after growing waits of about 25 seconds in all. */
const MAX_TRIES = 10
const FIRST_WAIT_MS = 50

/** Writes all requests, in batches; throws where the table does not take them after many tries. */
export async function writeAll(dynamo: DynamoCalls, table: string, requests: WriteRequest[]): Promise<void> {
  for (let at = 0; at < requests.length; at += BATCH) {
    let open: WriteRequest[] = requests.slice(at, at + BATCH)
    for (let tries = 1; open.length; tries++) {
      const { UnprocessedItems } = await dynamo.batchWrite({ RequestItems: { [table]: open } })
      open = UnprocessedItems?.[table] ?? []
      if (!open.length) break
      if (tries === MAX_TRIES)
        throw new Error(`${open.length} writes to ${table} were not taken after ${tries} tries.`)
      await waitAfter(tries)
    }
  }
}

/**
 * The items of `keys` that are there, in any order, with the attributes named; throws where the table does
 * not give them after many tries.
 */
export async function readAll(
  dynamo: DynamoCalls,
  table: string,
  keys: Record<string, unknown>[],
  attributes: string[],
): Promise<Record<string, unknown>[]> {
  const names = Object.fromEntries(attributes.map((name, index) => [`#n${index}`, name]))
  const found: Record<string, unknown>[] = []
  const read = async (batch: Record<string, unknown>[]) => {
    let open = batch
    for (let tries = 1; open.length; tries++) {
      const request = {
        Keys: open,
        ProjectionExpression: Object.keys(names).join(', '),
        ExpressionAttributeNames: names,
        // Of a document that is ready since a moment ago everything is there.
        ConsistentRead: true,
      }
      const reply = await dynamo.batchGet({ RequestItems: { [table]: request } })
      found.push(...(reply.Responses?.[table] ?? []))
      open = reply.UnprocessedKeys?.[table]?.Keys ?? []
      if (!open.length) break
      if (tries === MAX_TRIES)
        throw new Error(`${open.length} items of ${table} were not given after ${tries} tries.`)
      await waitAfter(tries)
    }
  }
  const batches = Array.from({ length: Math.ceil(keys.length / READ_BATCH) }, (_, index) =>
    keys.slice(index * READ_BATCH, (index + 1) * READ_BATCH),
  )
  await Promise.all(batches.map(read))
  return found
}

function waitAfter(tries: number): Promise<void> {
  const milliseconds = FIRST_WAIT_MS * 2 ** (tries - 1) * (0.5 + Math.random() / 2)
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}
