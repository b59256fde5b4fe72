import { mkdir } from 'node:fs/promises'
import { Readable } from 'node:stream'
import dynalite from 'dynalite/db/index.js'
import { oneAtATime } from './one-at-a-time.ts'
import { type Recovery, readRecoveries } from './recovery-log.ts'

/** An attribute as it travels, for example `{ S: 'text' }`; an item maps names to attributes. */
export type Attribute = Record<string, unknown>
export type Item = Record<string, Attribute>
export interface KeyPart {
  AttributeName: string
}
export interface Index {
  IndexName: string
  IndexArn?: string
  IndexStatus?: string
  KeySchema: KeyPart[]
  Projection: { ProjectionType: string; NonKeyAttributes?: string[] }
}
export interface Table {
  TableName: string
  TableStatus: string
  TableArn: string
  KeySchema: KeyPart[]
  GlobalSecondaryIndexes?: Index[]
  LocalSecondaryIndexes?: Index[]
}

export type Done<T = unknown> = (error: Error | null, result?: T) => void
export type Action = (store: Store, data: Record<string, unknown>, done: Done) => void
export type Write = { type: 'put'; key: string; value: unknown } | { type: 'del'; key: string }
type Range = { gt?: string; gte?: string; lt?: string; lte?: string; limit?: number; reverse?: boolean }

/** One table's items, one index, the tags: a range of keys that share a prefix. */
export interface SubDb {
  get(key: string, done: Done): void
  put(key: string, value: unknown, done: Done): void
  del(key: string, done: Done): void
  batch(writes: Write[], done: Done): void
  createKeyStream(range?: Range): Readable
  createValueStream(range?: Range): Readable
  lock(key: string, work: (release: (done: Done) => Done) => void): void
}

/** What dynalite's actions are given to work on. */
export interface Store {
  options: { maxItemSize: number }
  tableDb: SubDb & { awsRegion?: string; awsAccountId?: string }
  getTable(name: string, checkStatus: boolean, done: Done<Table>): void
  getTable(name: string, done: Done<Table>): void
  getItemDb(table: string): SubDb
  getIndexDb(type: string, table: string, index: string): SubDb
  getTagDb(table: string): SubDb
  deleteItemDb(table: string, done: Done): void
  deleteIndexDb(type: string, table: string, index: string, done: Done): void
  deleteTagDb(table: string, done: Done): void
}

export interface DynaliteDb {
  createKey(item: Item, table: Table, schema?: KeyPart[]): string
  createIndexKey(item: Item, table: Table, schema: KeyPart[]): string
  validateKey(key: Item, table: Table): Error | null | undefined
  checkConditional(data: object, existing: Item | undefined): Error | null | undefined
}

/** The LevelDB underneath, as dynalite opens it: JSON values, callbacks added. */
export interface LevelDb {
  open(): Promise<void>
  close(): Promise<void>
  get(key: string): Promise<unknown>
  get(key: string, done: Done): void
  batch(writes: Write[]): Promise<void>
  clear(range: Range): Promise<void>
  keys(range: Range & { limit?: number }): AsyncIterable<string>
  values(range: Range & { limit?: number; highWaterMarkBytes?: number }): AsyncIterable<unknown>
  iterator(range: Range): AsyncIterable<[string, unknown]>
}

export interface OpenStore extends Store {
  db: LevelDb
  /** Runs writers one after another, so that what a writer reads is still so when it writes. */
  exclusively<T>(work: () => Promise<T>): Promise<T>
  /** Keys of the items that transactions under way are writing. */
  inTransaction: Set<string>
  /** By table, where point-in-time recovery is on. */
  recoveries: Map<string, Recovery>
}

/**
 * Opens the LevelDB folder for dynalite's actions, with sub-databases of our own: dynalite's scan the
 * whole database to list tables, and lose rows of an index (see below).
 * Rejects with cause code LEVEL_LOCKED when another process has it open.
 */
export async function openStore(folder: string, region: string): Promise<OpenStore> {
  await mkdir(folder, { recursive: true })
  const opened = dynalite.create({ path: folder, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })
  const { db } = opened
  await db.open()

  const sub = (prefix: string) => subDb(db, prefix)
  const clear = (prefix: string, done: Done) => settle(db.clear(bounds(prefix, {})), done)
  return {
    options: opened.options,
    getTable: opened.getTable,
    db,
    exclusively: oneAtATime(),
    inTransaction: new Set(),
    recoveries: await readRecoveries(db),
    tableDb: Object.assign(sub('table~'), { awsRegion: region, awsAccountId: '000000000000' }),
    getItemDb: table => sub(itemPrefix(table)),
    getIndexDb: (_type, table, index) => sub(indexPrefix(table, index)),
    getTagDb: table => sub(`tag-${table}~`),
    deleteItemDb: (table, done) => clear(itemPrefix(table), done),
    deleteIndexDb: (_type, table, index, done) => clear(indexPrefix(table, index), done),
    deleteTagDb: (table, done) => clear(`tag-${table}~`, done),
  }
}

export const itemPrefix = (table: string) => `item-${table}~`
export const indexPrefix = (table: string, index: string) => `index~${table}~${index}~`

/**
 * Where an index keeps an item: the index's own key, then the table's whole key. dynalite ends with
 * six hex digits of a hash instead, so in one document of 1,000 passages two collide with a chance of
 * 3 % and one of them is missing from every query of the index.
 */
export function indexKey(item: Item, table: Table, schema: KeyPart[]): string {
  return dynalite.createKey(item, table, schema) + dynalite.createKey(item, table)
}

// Query and Scan call it through dynalite's exports to find where the next page starts.
dynalite.createIndexKey = indexKey

/** Calls back the way dynalite expects, never from inside its own call. */
export function settle<T>(work: Promise<T>, done: Done<T>): void {
  work.then(
    value => setImmediate(done, null, value),
    error => setImmediate(done, error),
  )
}

function subDb(db: LevelDb, prefix: string): SubDb {
  const whole = <W extends Write>(write: W): W => ({ ...write, key: prefix + write.key })
  return {
    get: (key, done) => settle(db.get(prefix + key), done),
    put: (key, value, done) => settle(db.batch([whole({ type: 'put', key, value })]), done),
    del: (key, done) => settle(db.batch([whole({ type: 'del', key })]), done),
    batch: (writes, done) => settle(db.batch(writes.map(whole)), done),
    createKeyStream: range => Readable.from(withoutPrefix(db.keys(bounds(prefix, range)), prefix)),
    createValueStream: range =>
      Readable.from(db.values({ ...bounds(prefix, range), highWaterMarkBytes: READ_AHEAD_BYTES })),
    // Writers already run one at a time.
    lock: (_key, work) => work(done => done),
  }
}

/** What a Query fetches from LevelDB in one go; a page ends at 1 MB, so more would be thrown away. */
const READ_AHEAD_BYTES = 256 * 1024

async function* withoutPrefix(keys: AsyncIterable<string>, prefix: string) {
  for await (const key of keys) yield key.slice(prefix.length)
}

/** The range inside a prefix; no key part holds a character beyond `~`. */
function bounds(prefix: string, { gt, gte, lt, lte, ...rest }: Range = {}): Range {
  return {
    ...rest,
    ...(gte === undefined && gt !== undefined ? { gt: prefix + gt } : { gte: prefix + (gte ?? '') }),
    ...(lte === undefined ? { lt: prefix + (lt ?? '\xff') } : { lte: prefix + lte }),
  }
}
