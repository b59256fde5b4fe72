import { z } from 'zod'
import type { OpenStore } from './store.ts'

/** Which attribute of a table's items says, in seconds since 1970, when they expire. */
export async function readTimeToLive(store: OpenStore, table: string): Promise<string | undefined> {
  const stored = await store.db.get(PREFIX + table)
  return stored === undefined ? undefined : settingShape.parse(stored).attribute
}

export async function writeTimeToLive(store: OpenStore, table: string, attribute: string): Promise<void> {
  await store.db.batch([{ type: 'put', key: PREFIX + table, value: { attribute } }])
}

export async function forgetTimeToLive(store: OpenStore, table: string): Promise<void> {
  await store.db.batch([{ type: 'del', key: PREFIX + table }])
}

/** Every table whose items may expire. */
export async function tablesWithTimeToLive(
  store: OpenStore,
): Promise<{ table: string; attribute: string }[]> {
  const found = []
  for await (const [key, value] of store.db.iterator({ gte: PREFIX, lt: `${PREFIX}\xff` })) {
    found.push({ table: key.slice(PREFIX.length), ...settingShape.parse(value) })
  }
  return found
}

const PREFIX = 'ttl~'
const settingShape = z.object({ attribute: z.string() })
