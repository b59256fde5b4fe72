import type { BotStore } from '../bots/ports.ts'
import type { Document } from '../documents/document.ts'
import type { PackEntry } from '../documents/pack-entry.ts'
import type { NewId } from '../new-id.ts'
import { buildPack } from '../retrieval/packs/build-pack.ts'
import { objectOf } from '../retrieval/packs/make-packs.ts'
import { writePack } from '../retrieval/packs/write-pack.ts'
import type { PackFiles, PassageStore, RemoteVectors } from '../retrieval/ports.ts'
import type { Scheduler } from './encode-passages.ts'
import { putRemoteVectors } from './put-remote-vectors.ts'

/**
 * What search reads of a document, made of what the table holds now; nobody finds it before the document is
 * ready. Null where the table has not all of it: it was deleted or taken over just now.
 */
export async function packDocument(
  deps: {
    bots: Pick<BotStore, 'get'>
    passages: Pick<PassageStore, 'ofDocument'>
    packFiles: Pick<PackFiles, 'put'>
    remoteVectors: Pick<RemoteVectors, 'put' | 'deleteOfBot'>
    scheduler: Scheduler
    newId: NewId
  },
  { botId, id, name }: Pick<Document, 'botId' | 'id' | 'name'>,
  passageCount: number,
): Promise<PackEntry | null> {
  const stored = await deps.passages.ofDocument(botId, id)
  if (stored.length !== passageCount) return null
  const object = objectOf(deps.newId('pack'))
  // So that the heartbeat of this document, and of others here, is not missed.
  const pause = () => deps.scheduler.wait(0)
  const content = await buildPack(botId, { id, name }, stored, pause)
  const { entry, parts } = await writePack(content, { id, object })
  await deps.packFiles.put(botId, object, parts)
  await putRemoteVectors(deps, { botId }, stored)
  return entry
}
