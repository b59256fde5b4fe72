import type { Bot } from '../../bots/bot.ts'
import type { BotStore } from '../../bots/ports.ts'
import type { Clock } from '../../clock.ts'
import { readyStatuses } from '../../documents/document.ts'
import type { PackEntry } from '../../documents/pack-entry.ts'
import type { DocumentStore } from '../../documents/ports.ts'
import type { NewId } from '../../new-id.ts'
import type { PackFiles, PackManifests, PassageStore } from '../ports.ts'
import { makePacks } from './make-packs.ts'

/** Documents come and go while we work; then we begin again. */
const TRIES = 5

export interface RepackDeps {
  bots: Pick<BotStore, 'get'>
  documents: Pick<DocumentStore, 'list'>
  passages: Pick<PassageStore, 'ofDocument'>
  manifests: Pick<PackManifests, 'get' | 'replace'>
  packFiles: Pick<PackFiles, 'put' | 'delete'>
  newId: NewId
  clock: Clock
}

/**
 * All packs of a bot anew, out of the table, in place of those it has: after damage, or where texts are now
 * analysed in another way, or a restoration. Questions are answered meanwhile, and every process takes the new
 * ones up with the next. Throws where documents change faster than that.
 */
export async function repackBot(
  deps: RepackDeps,
  botId: string,
  onPack: (entry: PackEntry) => void = () => {},
): Promise<{ documents: number; passages: number; packs: number }> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const manifest = await deps.manifests.get(botId)
    const bot = await deps.bots.get(botId)
    if (!bot) break
    // After the manifest: whatever becomes ready or goes from here on changes the manifest's version.
    const documents = (await deps.documents.list(botId)).filter(({ status }) =>
      readyStatuses.includes(status),
    )
    const add: PackEntry[] = []
    for await (const { entry, parts } of makePacks(deps, botId, documents)) {
      await deps.packFiles.put(botId, entry.object, parts)
      add.push(entry)
      onPack(entry)
    }
    const { packs, tombstones, version } = manifest
    const knowledgeVersion = unusedVersion(bot, deps.clock())
    const change = { add, remove: packs, purge: tombstones, complete: true, version, knowledgeVersion }
    const replaced = await deps.manifests.replace(botId, change)
    const useless = replaced ? packs : add
    await deps.packFiles.delete(
      botId,
      useless.map(({ object }) => object),
    )
    if (replaced) {
      const passages = add.reduce((sum, { rows }) => sum + rows, 0)
      return { documents: documents.length, passages, packs: add.length }
    }
  }
  throw new Error(
    `The documents of ${botId} changed ${TRIES} times while they were read, or the guide is gone.`,
  )
}

/**
 * One that this bot never had. Numbers that count changes come again where a backup took some of them back, and a
 * process may hold what the first of the name stood for; milliseconds since 1970 are always ahead of any count.
 */
function unusedVersion({ knowledgeVersion }: Pick<Bot, 'knowledgeVersion'>, now: number): number {
  return Math.max(knowledgeVersion + 1, now)
}
