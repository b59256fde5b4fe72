import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { parseFields } from './fields.ts'
import { findRecoverable } from './find-recoverable.ts'
import { findTable } from './find-table.ts'
import type { Handler } from './handler.ts'
import { indexWrites } from './index-writes.ts'
import { changedSince, earliest } from './recovery-log.ts'
import { invalid, isRefusal, refusalName, refuse } from './refusal.ts'
import {
  type Index,
  type Item,
  indexPrefix,
  itemPrefix,
  type OpenStore,
  type Table,
  type Write,
} from './store.ts'

/**
 * RestoreTableToPointInTime: a new table with the items that another had at a moment, its keys and its indexes;
 * without its tags, its expiry and its own recovery, which AWS leaves to be set by hand too. The table is there only
 * once its items are.
 */
export const restoreTableToPointInTime: Handler = ({ store, now }, fields) => {
  const request = parseFields(shape, fields)
  const { SourceTableName: from, TargetTableName: to } = request
  return store.exclusively(async () => {
    const source = await findRecoverable(store, from)
    await refuseExisting(store, to)
    const time = timeOf(store, request, now())
    const summary = { SourceTableArn: source.TableArn, RestoreDateTime: time / 1_000 }
    const TableArn = source.TableArn.replace(/[^/]*$/, to)
    const moved = (indexes?: Index[]) =>
      indexes?.map(index => ({ ...index, IndexArn: `${TableArn}/index/${index.IndexName}` }))
    const target = {
      ...source,
      TableName: to,
      TableArn,
      ...(source.GlobalSecondaryIndexes && { GlobalSecondaryIndexes: moved(source.GlobalSecondaryIndexes) }),
      ...(source.LocalSecondaryIndexes && { LocalSecondaryIndexes: moved(source.LocalSecondaryIndexes) }),
      TableId: randomUUID(),
      TableStatus: 'ACTIVE',
      CreationDateTime: now().getTime() / 1_000,
      RestoreSummary: { ...summary, RestoreInProgress: false },
    }
    await clearRestored(store, to)
    await store.db.batch([{ type: 'put', key: UNFINISHED + to, value: {} }])
    await copyItems(store, { source, target }, await changedSince(store, from, time))
    await store.db.batch([
      { type: 'put', key: `table~${to}`, value: target },
      { type: 'del', key: UNFINISHED + to },
    ])
    const RestoreSummary = { ...summary, RestoreInProgress: true }
    return { TableDescription: { ...target, TableStatus: 'CREATING', RestoreSummary } }
  })
}

/** What a restoration left that was killed before its table was there. Called once at start. */
export async function clearUnfinishedRestorations(store: OpenStore): Promise<void> {
  for await (const key of store.db.keys({ gte: UNFINISHED, lt: `${UNFINISHED}\xff` })) {
    await clearRestored(store, key.slice(UNFINISHED.length))
    await store.db.batch([{ type: 'del', key }])
  }
}

const UNFINISHED = 'restoring~'
/** Rows written in one go. */
const BATCH_ROWS = 500

const tableName = z.string().regex(/^[a-zA-Z0-9_.-]{3,255}$/, {
  error: 'Member must have length between 3 and 255 and satisfy regular expression pattern: [a-zA-Z0-9_.-]+',
})
const shape = z.strictObject({
  SourceTableName: tableName,
  TargetTableName: tableName,
  RestoreDateTime: z.number().optional(),
  UseLatestRestorableTime: z.boolean().optional(),
})

async function refuseExisting(store: OpenStore, name: string): Promise<void> {
  const isThere = await findTable(store, name).catch((error: unknown) => {
    if (isRefusal(error) && refusalName(error) === 'ResourceNotFoundException') return null
    throw error
  })
  if (isThere) throw refuse('TableAlreadyExistsException', `Table already exists: ${name}`)
}

/** Milliseconds since 1970. */
function timeOf(
  store: OpenStore,
  { SourceTableName, RestoreDateTime, UseLatestRestorableTime }: z.infer<typeof shape>,
  now: Date,
): number {
  const recovery = store.recoveries.get(SourceTableName)
  if ((RestoreDateTime === undefined) === !UseLatestRestorableTime) {
    throw invalid(
      'Specify either RestoreDateTime or UseLatestRestorableTime for a point-in-time restore request',
    )
  }
  if (!recovery) {
    const message = `Point in time recovery is not enabled for table '${SourceTableName}'`
    throw refuse('PointInTimeRecoveryUnavailableException', message)
  }
  const time = RestoreDateTime === undefined ? now.getTime() : Math.round(RestoreDateTime * 1_000)
  if (time >= earliest(recovery, now) && time <= now.getTime()) return time
  throw refuse(
    'InvalidRestoreTimeException',
    'An invalid restore time was specified. RestoreDateTime must be between EarliestRestorableDateTime and LatestRestorableDateTime.',
  )
}

async function copyItems(
  { db }: OpenStore,
  { source, target }: { source: Table; target: Table },
  changed: Map<string, Item | null>,
): Promise<void> {
  let writes: Write[] = []
  const put = async (key: string, item: Item) => {
    writes.push({ type: 'put', key: itemPrefix(target.TableName) + key, value: item })
    writes.push(...indexWrites(target, undefined, item))
    if (writes.length < BATCH_ROWS) return
    await db.batch(writes)
    writes = []
  }
  const prefix = itemPrefix(source.TableName)
  for await (const [name, item] of db.iterator({ gte: prefix, lt: `${prefix}\xff` })) {
    const key = name.slice(prefix.length)
    if (!changed.has(key)) await put(key, item as Item)
  }
  for (const [key, before] of changed) if (before) await put(key, before)
  if (writes.length) await db.batch(writes)
}

async function clearRestored({ db }: OpenStore, table: string): Promise<void> {
  for (const prefix of [itemPrefix(table), indexPrefix(table, '').slice(0, -1)]) {
    await db.clear({ gte: prefix, lt: `${prefix}\xff` })
  }
}
