import { z } from 'zod'
import type { Item, OpenStore, Write } from './store.ts'

/**
 * Point-in-time recovery: of a table that has it, each write leaves what was there before, in its own batch. A
 * moment is found by undoing from now back to it. Nobody else pays for it.
 *
 *     recovery~TABLE              { since }               it is switched on
 *     undo~TABLE~SEQUENCE         { at, key, before }     before a write; null: there was no item
 *
 * Times are milliseconds since 1970.
 */
export interface Recovery {
  since: number
  /** Sequence of the next write. */
  next: number
}

/** Tables with recovery, as they are on disk. */
export async function readRecoveries(db: OpenStore['db']): Promise<Map<string, Recovery>> {
  const found = new Map<string, Recovery>()
  for await (const [key, value] of db.iterator(within(SETTING))) {
    const table = key.slice(SETTING.length)
    let next = 0
    for await (const last of db.keys({ ...within(logOf(table)), reverse: true, limit: 1 })) {
      next = Number(last.slice(logOf(table).length)) + 1
    }
    found.set(table, { ...settingShape.parse(value), next })
  }
  return found
}

export async function startRecovery(store: OpenStore, table: string, now: Date): Promise<void> {
  const since = now.getTime()
  await store.db.batch([{ type: 'put', key: SETTING + table, value: { since } }])
  store.recoveries.set(table, { since, next: 0 })
}

/** What was noted goes too: switched on again, recovery begins anew. */
export async function endRecovery(store: OpenStore, table: string): Promise<void> {
  store.recoveries.delete(table)
  await store.db.batch([{ type: 'del', key: SETTING + table }])
  await store.db.clear(within(logOf(table)))
}

/** The write that lets `key` be undone; none for a table without recovery. */
export function undoWrites(
  store: OpenStore,
  { table, key, before }: { table: string; key: string; before: Item | undefined },
  now: Date,
): Write[] {
  const recovery = store.recoveries.get(table)
  if (!recovery) return []
  const value = { at: now.getTime(), key, before: before ?? null }
  return [{ type: 'put', key: logOf(table) + sequence(recovery.next++), value }]
}

/** By key, what the items were at `time` that have changed since; null where there was none. */
export async function changedSince(
  store: OpenStore,
  table: string,
  time: number,
): Promise<Map<string, Item | null>> {
  const items = new Map<string, Item | null>()
  for await (const [, value] of store.db.iterator({ ...within(logOf(table)), reverse: true })) {
    const { at, key, before } = undoShape.parse(value)
    if (at <= time) break
    items.set(key, before)
  }
  return items
}

/** The first moment that can be had. */
export function earliest({ since }: Recovery, now: Date): number {
  return Math.max(since, now.getTime() - KEPT_MS)
}

/** Deletes what is older than anybody can ask for. */
export async function forgetOldUndos(store: OpenStore, now: Date): Promise<void> {
  for (const [table, recovery] of store.recoveries) {
    const old: Write[] = []
    for await (const [key, value] of store.db.iterator(within(logOf(table)))) {
      if (undoShape.parse(value).at >= earliest(recovery, now)) break
      old.push({ type: 'del', key })
    }
    if (old.length) await store.db.batch(old)
  }
}

/** As long as AWS keeps it, unless it is asked for less. */
const KEPT_MS = 35 * 24 * 3_600_000

const SETTING = 'recovery~'
const logOf = (table: string) => `undo~${table}~`
const within = (prefix: string) => ({ gte: prefix, lt: `${prefix}\xff` })
/** As many digits as a safe integer has, so that the order of keys is that of writes. */
const sequence = (number: number) => String(number).padStart(16, '0')

const settingShape = z.object({ since: z.number() })
const undoShape = z.object({
  at: z.number(),
  key: z.string(),
  before: z.record(z.string(), z.record(z.string(), z.unknown())).nullable(),
})
