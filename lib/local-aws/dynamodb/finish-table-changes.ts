import { endRecovery } from './recovery-log.ts'
import { type Done, indexPrefix, type OpenStore, type Table } from './store.ts'
import { forgetTimeToLive } from './time-to-live.ts'

/**
 * A process killed while it created, changed or deleted a table leaves it in that state, and dynalite would
 * never finish. Called once at start, before any request.
 */
export async function finishTableChanges(store: OpenStore): Promise<void> {
  for await (const [key, value] of store.db.iterator({ gte: TABLES, lt: `${TABLES}\xff` })) {
    const table = value as Table
    if (table.TableStatus === 'DELETING') await finishDeleting(store, key, table.TableName)
    else if (table.TableStatus !== 'ACTIVE') await activate(store, key, table)
  }
}

const TABLES = 'table~'

async function activate(store: OpenStore, key: string, table: Table) {
  table.TableStatus = 'ACTIVE'
  for (const index of table.GlobalSecondaryIndexes ?? []) index.IndexStatus = 'ACTIVE'
  await store.db.batch([{ type: 'put', key, value: table }])
}

/** The description no longer lists the indexes, so everything under the table's name goes. */
async function finishDeleting(store: OpenStore, key: string, name: string) {
  const everyIndex = indexPrefix(name, '').slice(0, -1)
  await store.db.clear({ gte: everyIndex, lt: `${everyIndex}\xff` })
  await called(done => store.deleteItemDb(name, done))
  await called(done => store.deleteTagDb(name, done))
  await forgetTimeToLive(store, name)
  await endRecovery(store, name)
  await store.db.batch([{ type: 'del', key }])
}

function called(work: (done: Done) => void): Promise<void> {
  return new Promise((resolve, reject) => work(error => (error ? reject(error) : resolve())))
}
