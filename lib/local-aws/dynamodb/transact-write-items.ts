import { createHash } from 'node:crypto'
import deleteItem from 'dynalite/actions/deleteItem.js'
import putItem from 'dynalite/actions/putItem.js'
import updateItem from 'dynalite/actions/updateItem.js'
import dynalite from 'dynalite/db/index.js'
import deleteItemFields from 'dynalite/validations/deleteItem.js'
import putItemFields from 'dynalite/validations/putItem.js'
import updateItemFields from 'dynalite/validations/updateItem.js'
import { z } from 'zod'
import { conditionCheck } from './condition-check.ts'
import { parseFields } from './fields.ts'
import { findTable } from './find-table.ts'
import type { Handler } from './handler.ts'
import { itemBytes } from './item-size.ts'
import { checkWrite, type ItemWrite, keyAttributes, noteWrite } from './item-write.ts'
import { recordWrites } from './recorded-writes.ts'
import { invalid } from './refusal.ts'
import type { Operation } from './run-action.ts'
import { type Item, itemPrefix, type OpenStore } from './store.ts'
import { type CancellationReason, canceled, reasonFor } from './transaction-canceled.ts'
import { doneBefore, rememberToken } from './transaction-tokens.ts'

/**
 * Up to 100 writes that happen together or not at all: one LevelDB batch, so also when killed half way.
 * A second transaction on an item that one under way is writing is cancelled with TransactionConflict, as
 * on AWS; a plain write waits its turn instead (on AWS it may be refused with TransactionConflictException).
 */
export const transactWriteItems: Handler = async ({ store, now }, fields) => {
  const request = parseFields(shape, fields)
  const writes = request.TransactItems.map((entry, at) => checkEntry(store, entry, at))
  checkSize(writes)
  const keys = await Promise.all(writes.map(write => keyInTable(store, write)))
  refuseDuplicates(keys)

  const busy = keys.map(key => key !== undefined && store.inTransaction.has(key))
  if (busy.includes(true)) throw canceled(busy.map(isBusy => (isBusy ? CONFLICT : undefined)))
  for (const key of keys) if (key !== undefined) store.inTransaction.add(key)
  try {
    return await store.exclusively(() => run(store, writes, request, now()))
  } finally {
    for (const key of keys) if (key !== undefined) store.inTransaction.delete(key)
  }
}

/** AWS's limits. Source: "Amazon DynamoDB Transactions: How it works", developer guide. */
const MAX_WRITES = 100
const MAX_TRANSACTION_BYTES = 4 * 1024 * 1024

const shape = z.object({
  TransactItems: z
    .array(z.record(z.string(), z.record(z.string(), z.unknown())))
    .min(1)
    .max(MAX_WRITES, {
      error: `Member must have length less than or equal to ${MAX_WRITES}`,
    }),
  ClientRequestToken: z.string().min(1).max(36).optional(),
})
type Request = z.infer<typeof shape>

const OPERATIONS: Record<string, Operation> = {
  Put: { action: putItem, validation: putItemFields },
  Update: { action: updateItem, validation: updateItemFields },
  Delete: { action: deleteItem, validation: deleteItemFields },
  ConditionCheck: { action: conditionCheck, validation: deleteItemFields },
}

const CONFLICT: CancellationReason = {
  Code: 'TransactionConflict',
  Message: 'Transaction is ongoing for the item',
}

async function run(store: OpenStore, writes: ItemWrite[], request: Request, now: Date): Promise<object> {
  const fingerprint = createHash('sha256').update(JSON.stringify(request.TransactItems)).digest('hex')
  const token = request.ClientRequestToken
  if (token && (await doneBefore(store, token, fingerprint, now))) return {}

  const recorded = recordWrites(store, now)
  const reasons: (CancellationReason | undefined)[] = []
  for (const write of writes) {
    reasons.push(await noteWrite(recorded, write).then(() => undefined, reasonFor))
  }
  if (reasons.some(reason => reason !== undefined)) throw canceled(reasons)
  await recorded.commit(token ? [rememberToken(token, fingerprint, now)] : [])
  return {}
}

function checkEntry(store: OpenStore, entry: Request['TransactItems'][number], at: number): ItemWrite {
  const [kind, ...others] = Object.keys(entry)
  const operation = kind === undefined ? undefined : OPERATIONS[kind]
  if (kind === undefined || operation === undefined || others.length > 0) {
    throw invalid(
      'TransactItems can only contain one of Check, Put, Update or Delete: ' +
        `member ${at + 1} has ${Object.keys(entry).join(', ') || 'none'}`,
    )
  }
  const fields = entry[kind]!
  if (kind === 'ConditionCheck' && !fields.ConditionExpression) {
    throw invalid(`ConditionExpression is required in the ConditionCheck of member ${at + 1}`)
  }
  if (kind === 'Update' && !fields.UpdateExpression) {
    throw invalid(`UpdateExpression is required in the Update of member ${at + 1}`)
  }
  return checkWrite(store, operation, fields)
}

function checkSize(writes: ItemWrite[]) {
  const bytes = writes.reduce((total, { data }) => total + (data.Item ? itemBytes(data.Item as Item) : 0), 0)
  if (bytes > MAX_TRANSACTION_BYTES) {
    throw invalid('Collection of items in the transaction exceeds the maximum of 4 MB')
  }
}

/** Where the item is kept; undefined when its key does not fit the table, which the write itself will report. */
async function keyInTable(store: OpenStore, write: ItemWrite): Promise<string | undefined> {
  const table = await findTable(store, write.data.TableName as string)
  const attributes = keyAttributes(write)
  const names = table.KeySchema.map(part => part.AttributeName)
  const key = Object.fromEntries(names.flatMap(name => (attributes[name] ? [[name, attributes[name]]] : [])))
  if (dynalite.validateKey(key, table) != null) return undefined
  return itemPrefix(table.TableName) + dynalite.createKey(key, table)
}

function refuseDuplicates(keys: (string | undefined)[]) {
  const known = keys.filter(key => key !== undefined)
  if (new Set(known).size < known.length) {
    throw invalid('Transaction request cannot include multiple operations on one item')
  }
}
