import type { Bot } from '#lib/core/bots/bot.ts'
import { removeWhatDocumentOwns } from '#lib/core/documents/delete-document.ts'
import { readyStatuses } from '#lib/core/documents/document.ts'
import { putRemoteVectors } from '#lib/core/ingestion/put-remote-vectors.ts'
import { buildPack } from '#lib/core/retrieval/packs/build-pack.ts'
import { objectOf } from '#lib/core/retrieval/packs/make-packs.ts'
import { writePack } from '#lib/core/retrieval/packs/write-pack.ts'
import { startAppWorld } from '#lib/server/exam/app-world.ts'
import { world } from '#lib/server/world.ts'
import { sampleBot, sampleDocument } from './sample-items.ts'
import type { VectorIndexWorld } from './vector-index-exam.ts'

let bots = 0

/** The product's own search, over its own stores on loopback, for bots with this setting. */
export async function vectorIndexWorld(index: Bot['index']): Promise<VectorIndexWorld> {
  const app = await startAppWorld()
  const { documents, packFiles, passages: table, newId, clock } = world()
  return {
    index: world().index,
    async newBot() {
      const bot = sampleBot(`bot_EXAM${++bots}`, { index })
      await world().bots.create(bot)
      return bot.id
    },
    async add(botId, id, examPassages) {
      const document = sampleDocument(botId, id, { name: `${id}.txt`, status: 'packing' })
      await documents.create(document)
      const passages = examPassages.map(({ text, vector }, ordinal) => ({
        ...{ documentId: id, ordinal, text, start: 0, end: text.length, vector },
        place: { page: 1, headingPath: ['Visitors'] },
        contentHash: `hash of ${text}`,
      }))
      await table.put(botId, passages)
      const object = objectOf(newId('pack'))
      const { entry, parts } = await writePack(await buildPack(botId, document, passages), { id, object })
      await packFiles.put(botId, object, parts)
      await putRemoteVectors(world(), document, passages)
      await documents.advance(
        document,
        { from: ['packing'], bumpKnowledge: true, publish: entry },
        { status: 'ready', passageCount: passages.length },
      )
    },
    async withdraw(botId, id) {
      const heartbeat = new Date(clock()).toISOString()
      await documents.advance(
        { botId, id },
        { from: readyStatuses, bumpKnowledge: true },
        { status: 'deleting', heartbeat },
      )
    },
    async remove(botId, id) {
      await removeWhatDocumentOwns(world(), sampleDocument(botId, id))
    },
    async read(botId) {
      return (await world().bots.get(botId))!
    },
    close: () => app.close(),
  }
}
