import { BatchWriteCommand, type BatchWriteCommandInput } from '@aws-sdk/lib-dynamodb'
import type { Dynamo } from './dynamo-client.ts'

type WriteRequest = NonNullable<BatchWriteCommandInput['RequestItems']>[string][number]

/** DynamoDB's own limit. */
const BATCH = 25
/** What a full table hands back is offered again, after growing waits of about 25 seconds in all. */
const MAX_TRIES = 10
const FIRST_WAIT_MS = 50

/** Writes all requests, in batches; throws where the table does not take them after many tries. */
export async function writeAll(dynamo: Dynamo, table: string, requests: WriteRequest[]): Promise<void> {
  for (let at = 0; at < requests.length; at += BATCH) {
    let open: WriteRequest[] = requests.slice(at, at + BATCH)
    for (let tries = 1; open.length; tries++) {
      const { UnprocessedItems } = await dynamo.send(
        new BatchWriteCommand({ RequestItems: { [table]: open } }),
      )
      open = UnprocessedItems?.[table] ?? []
      if (!open.length) break
      if (tries === MAX_TRIES)
        throw new Error(`${open.length} writes to ${table} were not taken after ${tries} tries.`)
      await new Promise(resolve =>
        setTimeout(resolve, FIRST_WAIT_MS * 2 ** (tries - 1) * (0.5 + Math.random() / 2)),
      )
    }
  }
}
