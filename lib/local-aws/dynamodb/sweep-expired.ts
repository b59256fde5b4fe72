import deleteItem from 'dynalite/actions/deleteItem.js'
import { findTable } from './find-table.ts'
import { recordWrites } from './recorded-writes.ts'
import { runAction } from './run-action.ts'
import { type Attribute, type Item, itemPrefix, type OpenStore } from './store.ts'
import { tablesWithTimeToLive } from './time-to-live.ts'

/**
 * Deletes the items whose time has come, with their index rows. Returns how many.
 * Until the sweep comes by, reads still return them, as on AWS, where it may take days.
 */
export async function sweepExpired(store: OpenStore, now: Date): Promise<number> {
  let deleted = 0
  for (const { table, attribute } of await tablesWithTimeToLive(store)) {
    const prefix = itemPrefix(table)
    const due: string[] = []
    for await (const [key, item] of store.db.iterator({ gte: prefix, lt: `${prefix}\xff` })) {
      if (isExpired((item as Item)[attribute], now)) due.push(key.slice(prefix.length))
    }
    for (const key of due) {
      deleted += (await store.exclusively(() => deleteIfStillDue(store, table, key, attribute, now))) ? 1 : 0
    }
  }
  return deleted
}

/** AWS leaves alone what expired longer ago than this, taking it for a mistake in the clock or the unit. */
const FIVE_YEARS_SECONDS = 5 * 365 * 24 * 3600

function isExpired(value: Attribute | undefined, now: Date): boolean {
  if (typeof value?.N !== 'string') return false
  const ageSeconds = now.getTime() / 1000 - Number(value.N)
  return ageSeconds > 0 && ageSeconds < FIVE_YEARS_SECONDS
}

/** Reads again, because a writer may have given the item more time since we looked. */
async function deleteIfStillDue(
  store: OpenStore,
  tableName: string,
  key: string,
  attribute: string,
  now: Date,
) {
  const item = (await store.db.get(itemPrefix(tableName) + key)) as Item | undefined
  if (!item || !isExpired(item[attribute], now)) return false
  const table = await findTable(store, tableName)
  const Key = Object.fromEntries(table.KeySchema.map(part => [part.AttributeName, item[part.AttributeName]]))
  const writes = recordWrites(store, now)
  await runAction(
    writes.view,
    { action: deleteItem, validation: { types: {} } },
    { TableName: tableName, Key },
  )
  await writes.commit()
  return true
}
