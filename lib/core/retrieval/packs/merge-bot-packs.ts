import type { Clock, NewId, PackEntry, PackFiles, PackManifest, PackManifests } from '../../ports.ts'
import { chooseMerge, type PackWeight } from './choose-merge.ts'
import { finishPack, madeAt } from './make-packs.ts'
import { mergePacks } from './merge-packs.ts'
import { PackDamaged, type PackHeader } from './pack-format.ts'
import { readHeader, readPack } from './read-pack.ts'

/** A merge takes seconds; one that was killed keeps the others waiting so long. */
export const MERGE_LEASE_MS = 60_000
/** Longer than any work on a document may take: its pack is written before it is named. */
const ORPHAN_MS = 60 * 60_000

export interface MergeWorld {
  manifests: Pick<PackManifests, 'get' | 'replace' | 'claimMerge' | 'releaseMerge'>
  packFiles: PackFiles
  newId: NewId
  clock: Clock
}

/**
 * Makes fewer packs of many, without withdrawn documents, until nothing is left to do. May be called at any
 * time, by many, and be killed at any instant: a pack takes the place of others in one step or not at all.
 * Packs of more than `maxRows` rows are left alone. Answers how many merges were done.
 */
export async function mergeBotPacks(
  world: MergeWorld,
  botId: string,
  { maxRows = Number.POSITIVE_INFINITY } = {},
): Promise<number> {
  const now = world.clock()
  if (!(await planMerge(world, botId, maxRows))) return 0
  if (!(await world.manifests.claimMerge(botId, now, now + MERGE_LEASE_MS))) return 0
  let merged = 0
  try {
    for (;;) {
      const plan = await planMerge(world, botId, maxRows)
      if (!plan) break
      if (!(await merge(world, botId, plan))) break
      merged++
    }
    await deleteOrphans(world, botId)
  } finally {
    await world.manifests.releaseMerge(botId)
  }
  return merged
}

interface Plan {
  inputs: PackEntry[]
  /** Withdrawn documents that are in none of the other packs. */
  forget: string[]
  withdrawn: Set<string>
}

async function planMerge(world: MergeWorld, botId: string, maxRows: number): Promise<Plan | null> {
  const manifest = await world.manifests.get(botId)
  const withdrawn = new Set(manifest.withdrawn)
  const headers = withdrawn.size ? await readHeaders(world, botId, manifest) : new Map<string, PackHeader>()
  const weights = manifest.packs.map(entry => weigh(entry, headers.get(entry.object), withdrawn))
  const inputs = chooseMerge(weights.filter(({ entry }) => entry.rows <= maxRows))
  const elsewhere = new Set(
    manifest.packs
      .filter(entry => !inputs?.includes(entry))
      .flatMap(({ object }) => headers.get(object)?.documents.map(({ id }) => id) ?? []),
  )
  // Of a pack that cannot be read nobody knows whom it holds.
  const known = headers.size === manifest.packs.length
  const forget = known ? manifest.withdrawn.filter(id => !elsewhere.has(id)) : []
  return inputs && { inputs, forget, withdrawn }
}

function weigh(entry: PackEntry, header: PackHeader | undefined, withdrawn: Set<string>): PackWeight {
  const dead = header?.documents.filter(({ id }) => withdrawn.has(id)) ?? []
  return { entry, dead: dead.reduce((sum, { rows }) => sum + rows, 0) }
}

/** By object. A pack that cannot be read is not merged; the next question mends it. */
async function readHeaders(
  { packFiles }: MergeWorld,
  botId: string,
  { packs }: PackManifest,
): Promise<Map<string, PackHeader>> {
  const headers = new Map<string, PackHeader>()
  await Promise.all(
    packs.map(async entry => {
      const bytes = await packFiles.read(botId, entry.object, 0, entry.headerBytes)
      try {
        if (bytes) headers.set(entry.object, await readHeader(bytes, entry, botId))
      } catch (error) {
        if (!(error instanceof PackDamaged)) throw error
      }
    }),
  )
  return headers
}

/** False where somebody was faster, or a pack could not be read. */
async function merge(
  world: MergeWorld,
  botId: string,
  { inputs, forget, withdrawn }: Plan,
): Promise<boolean> {
  const { packFiles, manifests } = world
  const contents = await Promise.all(
    inputs.map(async entry => {
      const bytes = await packFiles.read(botId, entry.object, 0, entry.bytes)
      return bytes && (await readPack(bytes, entry, botId))
    }),
  )
  const readable = contents.filter(content => content !== null)
  if (readable.length < inputs.length) return false
  const content = mergePacks(readable, id => !withdrawn.has(id))
  const made = content && (await finishPack(world.newId, content))
  if (made) await packFiles.put(botId, made.entry.object, made.parts)
  const add = made ? [made.entry] : []
  const replaced = await manifests.replace(botId, { add, remove: inputs, forget })
  const useless = replaced ? inputs : add
  await packFiles.delete(
    botId,
    useless.map(({ object }) => object),
  )
  return replaced
}

/** What killed merges and killed workers left behind. The name of a pack tells when it was made. */
async function deleteOrphans(world: MergeWorld, botId: string): Promise<void> {
  const objects = await world.packFiles.list(botId)
  const { packs } = await world.manifests.get(botId)
  const named = new Set(packs.map(({ object }) => object))
  const before = world.clock() - ORPHAN_MS
  const orphans = objects.filter(object => !named.has(object) && madeAt(object) < before)
  await world.packFiles.delete(botId, orphans)
}
