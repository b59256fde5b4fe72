import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { PART_SUFFIX, removeDurably, writeDurably } from './durable-file.ts'
import type { Pool, User } from './records.ts'
import * as records from './records.ts'

/**
 * Pools and users. Reading is from memory and shows only what is on disk; a write resolves when it is on disk.
 * Records are never changed in place. Callers take turns (see serial-queue.ts), so what they read holds
 * until they write.
 */
export interface Store {
  pools(): Pool[]
  pool(id: string): Pool | undefined
  savePool(pool: Pool): Promise<void>
  removePool(id: string): Promise<void>
  users(poolId: string): User[]
  /** Finds by sub, or by e-mail address in any case. */
  user(poolId: string, name: string): User | undefined
  saveUser(user: User): Promise<void>
  removeUser(user: User): Promise<void>
}

/**
 * One folder per pool: `pool.json`, and `users/<sub>.json` so that a write costs the same however many users
 * there are.
 */
export async function openStore(folder: string): Promise<Store> {
  const shelves = await readShelves(folder)
  const shelfOf = (poolId: string) => {
    const shelf = shelves.get(poolId)
    if (shelf === undefined) throw new Error(`The pool ${poolId} is not in the store.`)
    return shelf
  }
  const userFile = ({ poolId, sub }: User) => join(folder, poolId, 'users', `${sub}.json`)

  return {
    pools: () => [...shelves.values()].map(shelf => shelf.pool),
    pool: id => shelves.get(id)?.pool,
    async savePool(pool) {
      await mkdir(join(folder, pool.id, 'users'), { recursive: true })
      await writeDurably(join(folder, pool.id, POOL_FILE), JSON.stringify(pool, null, 2))
      const shelf = shelves.get(pool.id)
      shelves.set(pool.id, shelf === undefined ? emptyShelf(pool) : { ...shelf, pool })
    },
    async removePool(id) {
      // Without its pool.json the folder is no pool any more, whatever of it is left after a crash.
      await removeDurably(join(folder, id, POOL_FILE))
      shelves.delete(id)
      await rm(join(folder, id), { recursive: true, force: true })
    },
    users: poolId => [...shelfOf(poolId).bySub.values()],
    user(poolId, name) {
      const { bySub, byEmail } = shelfOf(poolId)
      return bySub.get(name) ?? byEmail.get(emailKey(name))
    },
    async saveUser(user) {
      await writeDurably(userFile(user), JSON.stringify(user))
      const shelf = shelfOf(user.poolId)
      forget(shelf, user.sub)
      remember(shelf, user)
    },
    async removeUser(user) {
      await removeDurably(userFile(user))
      forget(shelfOf(user.poolId), user.sub)
    },
  }
}

/** Addresses that differ only in case are one address, as in every user pool made since 2020. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase()
}

const POOL_FILE = 'pool.json'

interface Shelf {
  pool: Pool
  bySub: Map<string, User>
  byEmail: Map<string, User>
}

function emptyShelf(pool: Pool): Shelf {
  return { pool, bySub: new Map(), byEmail: new Map() }
}

function remember(shelf: Shelf, user: User) {
  shelf.bySub.set(user.sub, user)
  shelf.byEmail.set(emailKey(user.email), user)
}

function forget(shelf: Shelf, sub: string) {
  const user = shelf.bySub.get(sub)
  if (user === undefined) return
  shelf.bySub.delete(sub)
  shelf.byEmail.delete(emailKey(user.email))
}

async function readShelves(folder: string): Promise<Map<string, Shelf>> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const shelves = new Map<string, Shelf>()
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue
    const poolFolder = join(folder, entry.name)
    if (!(await readdir(poolFolder)).includes(POOL_FILE)) {
      await rm(poolFolder, { recursive: true })
      continue
    }
    const shelf = emptyShelf(await readRecord(join(poolFolder, POOL_FILE), records.pool))
    for (const name of await readdir(join(poolFolder, 'users'))) {
      const path = join(poolFolder, 'users', name)
      if (name.endsWith(PART_SUFFIX)) await rm(path)
      else remember(shelf, await readRecord(path, records.user))
    }
    shelves.set(shelf.pool.id, shelf)
  }
  return shelves
}

async function readRecord<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    throw new Error(`${path} is not a record of ours. Restore it from a copy, or delete it.`, { cause })
  }
}
