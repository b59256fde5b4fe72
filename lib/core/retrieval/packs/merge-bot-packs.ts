import type { Clock } from '../../clock.ts'
import type { PackEntry } from '../../documents/pack-entry.ts'
import type { NewId } from '../../new-id.ts'
import type { PackFiles, PackManifest, PackManifests } from '../ports.ts'
import { chooseMerge, type PackWeight } from './choose-merge.ts'
import { finishPack, madeAt } from './make-packs.ts'
import { mergePacks } from './merge-packs.ts'
import { PackDamaged, type PackHeader } from './pack-format.ts'
import { readHeader, readPack } from './read-pack.ts'

/** A merge takes seconds; one that was killed keeps the others waiting so long. */
export const MERGE_LEASE_MS = 60_000
/** Longer than any work on a document may take: its pack is written before it is named. */
const ORPHAN_MS = 60 * 60_000

export interface MergeDeps {
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
  deps: MergeDeps,
  botId: string,
  { maxRows = Number.POSITIVE_INFINITY } = {},
): Promise<number> {
  const now = deps.clock()
  if (!(await planMerge(deps, botId, maxRows))) return 0
  if (!(await deps.manifests.claimMerge(botId, now, now + MERGE_LEASE_MS))) return 0
  let merged = 0
  try {
    for (;;) {
      const plan = await planMerge(deps, botId, maxRows)
      if (!plan) break
      if (!(await merge(deps, botId, plan))) break
      merged++
    }
    await deleteOrphans(deps, botId)
  } finally {
    await deps.manifests.releaseMerge(botId)
  }
  return merged
}

interface Plan {
  inputs: PackEntry[]
  /** Withdrawn documents that are in none of the other packs. */
  purge: string[]
  withdrawn: Set<string>
}

async function planMerge(deps: MergeDeps, botId: string, maxRows: number): Promise<Plan | null> {
  const manifest = await deps.manifests.get(botId)
  const withdrawn = new Set(manifest.tombstones)
  const headers = withdrawn.size ? await readHeaders(deps, botId, manifest) : new Map<string, PackHeader>()
  const weights = manifest.packs.map(entry => weigh(entry, headers.get(entry.object), withdrawn))
  const inputs = chooseMerge(weights.filter(({ entry }) => entry.rows <= maxRows))
  const elsewhere = new Set(
    manifest.packs
      .filter(entry => !inputs?.includes(entry))
      .flatMap(({ object }) => headers.get(object)?.documents.map(({ id }) => id) ?? []),
  )
  // Of a pack that cannot be read nobody knows whom it holds.
  const known = headers.size === manifest.packs.length
  const purge = known ? manifest.tombstones.filter(id => !elsewhere.has(id)) : []
  return inputs && { inputs, purge, withdrawn }
}

function weigh(entry: PackEntry, header: PackHeader | undefined, withdrawn: Set<string>): PackWeight {
  const dead = header?.documents.filter(({ id }) => withdrawn.has(id)) ?? []
  return { entry, dead: dead.reduce((sum, { rows }) => sum + rows, 0) }
}

/** By object. A pack that cannot be read is not merged; the next question repairs it. */
async function readHeaders(
  { packFiles }: MergeDeps,
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
async function merge(deps: MergeDeps, botId: string, { inputs, purge, withdrawn }: Plan): Promise<boolean> {
  const { packFiles, manifests } = deps
  const contents = await Promise.all(
    inputs.map(async entry => {
      const bytes = await packFiles.read(botId, entry.object, 0, entry.bytes)
      return bytes && (await readPack(bytes, entry, botId))
    }),
  )
  const readable = contents.filter(content => content !== null)
  if (readable.length < inputs.length) return false
  const content = mergePacks(readable, id => !withdrawn.has(id))
  const made = content && (await finishPack(deps.newId, content))
  if (made) await packFiles.put(botId, made.entry.object, made.parts)
  const add = made ? [made.entry] : []
  const replaced = await manifests.replace(botId, { add, remove: inputs, purge })
  const useless = replaced ? inputs : add
  await packFiles.delete(
    botId,
    useless.map(({ object }) => object),
  )
  return replaced
}

/** What killed merges and killed workers left behind. The name of a pack tells when it was made. */
async function deleteOrphans(deps: MergeDeps, botId: string): Promise<void> {
  const objects = await deps.packFiles.list(botId)
  const { packs } = await deps.manifests.get(botId)
  const named = new Set(packs.map(({ object }) => object))
  const before = deps.clock() - ORPHAN_MS
  const orphans = objects.filter(object => !named.has(object) && madeAt(object) < before)
  await deps.packFiles.delete(botId, orphans)
}
