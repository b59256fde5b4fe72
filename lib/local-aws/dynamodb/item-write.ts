import type { RecordedWrites } from './recorded-writes.ts'
import { isRefusal, Refusal, refusalName } from './refusal.ts'
import { checkFields, type Operation, runAction } from './run-action.ts'
import type { Item, OpenStore, Store } from './store.ts'

/** One PutItem, UpdateItem, DeleteItem or ConditionCheck, its fields checked. */
export interface ItemWrite {
  operation: Operation
  data: Record<string, unknown>
  /** Asked for with ReturnValuesOnConditionCheckFailure, which dynalite does not know. */
  returnItemOnFailure: boolean
}

/** Throws the refusal when a field is wrong. */
export function checkWrite(store: Store, operation: Operation, fields: Record<string, unknown>): ItemWrite {
  const returnItemOnFailure = fields.ReturnValuesOnConditionCheckFailure === 'ALL_OLD'
  return { operation, data: checkFields(store, operation, { ...fields }), returnItemOnFailure }
}

/** Notes the write; nothing is written before `commit`. Rejects with the refusal. */
export async function noteWrite(writes: RecordedWrites, write: ItemWrite): Promise<unknown> {
  try {
    return await runAction(writes.view, write.operation, write.data)
  } catch (error) {
    if (!isRefusal(error) || refusalName(error) !== 'ConditionalCheckFailedException') throw error
    if (!write.returnItemOnFailure) throw error
    const found = writes.found(write.data.TableName as string, keyAttributes(write))
    throw found ? new Refusal(error.body.__type, error.body.message, { Item: found }) : error
  }
}

/** What identifies the item: its key, or for a Put the item that contains it. */
export function keyAttributes({ data }: ItemWrite): Item {
  return (data.Key ?? data.Item) as Item
}

/** Writes one item and its index rows. */
export function writeNow(store: OpenStore, write: ItemWrite, writes: RecordedWrites): Promise<unknown> {
  return store.exclusively(async () => {
    const answer = await noteWrite(writes, write)
    await writes.commit()
    return answer
  })
}
