import dynalite from 'dynalite/db/index.js'
import { indexWrites } from './index-writes.ts'
import { itemBytes, MAX_ITEM_BYTES } from './item-size.ts'
import { undoWrites } from './recovery-log.ts'
import { invalid } from './refusal.ts'
import {
  type Item,
  itemPrefix,
  type OpenStore,
  type Store,
  type SubDb,
  type Table,
  type Write,
} from './store.ts'

/**
 * A view of the store on which dynalite's write actions run without writing: reads go through, writes are
 * noted. `commit` then writes all of them, with the index rows that follow from them, in one LevelDB batch.
 * So an item and its index rows, a BatchWriteItem and a transaction are on disk whole or not at all,
 * also when the process is killed. Use it inside `exclusively`.
 */
export function recordWrites(store: OpenStore, now: Date) {
  const tables = new Map<string, Table>()
  const foundItems = new Map<string, Item>()
  const written = new Map<string, { table: string; key: string; item: Item | undefined }>()

  const view: Store = {
    ...store,
    getTable(name: string, ...rest: unknown[]) {
      const done = rest.at(-1) as (error: Error | null, table?: Table) => void
      store.getTable(name, (error, table) => {
        if (table) tables.set(name, table)
        done(error, table)
      })
    },
    getItemDb: table => recordingItems(table),
    // Index rows are worked out at commit, from the item before and after.
    getIndexDb: () => ignoring,
  }

  function recordingItems(table: string): SubDb {
    const items = store.getItemDb(table)
    return {
      ...items,
      get(key, done) {
        items.get(key, (error, item) => {
          if (item) foundItems.set(itemPrefix(table) + key, item as Item)
          done(error, item)
        })
      },
      put(key, value, done) {
        const item = value as Item
        if (itemBytes(item) > MAX_ITEM_BYTES) {
          return done(invalid('Item size has exceeded the maximum allowed size'))
        }
        written.set(itemPrefix(table) + key, { table, key, item })
        done(null)
      },
      del(key, done) {
        written.set(itemPrefix(table) + key, { table, key, item: undefined })
        done(null)
      },
    }
  }

  return {
    view,
    /** The item that an action found under these key attributes; undefined when there was none. */
    found(tableName: string, keyAttributes: Item): Item | undefined {
      const table = tables.get(tableName)
      return table && foundItems.get(itemPrefix(tableName) + dynalite.createKey(keyAttributes, table))
    },
    /** Writes everything noted, and `more`, all or nothing. */
    async commit(more: Write[] = []): Promise<void> {
      const writes: Write[] = [...more]
      for (const [key, { table, item }] of written) {
        writes.push(item ? { type: 'put', key, value: item } : { type: 'del', key })
        const before = foundItems.get(key)
        writes.push(...indexWrites(tables.get(table)!, before, item))
        const itemKey = key.slice(itemPrefix(table).length)
        writes.push(...undoWrites(store, { table, key: itemKey, before }, now))
      }
      if (writes.length > 0) await store.db.batch(writes)
    },
  }
}

const ignoring = {
  put: (_key, _value, done) => done(null),
  del: (_key, done) => done(null),
} as SubDb

export type RecordedWrites = ReturnType<typeof recordWrites>
