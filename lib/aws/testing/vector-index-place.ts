import type { Bot } from '#lib/core/bots/bot.ts'
import { removeWhatDocumentOwns } from '#lib/core/deletion/delete-document.ts'
import { readyStatuses } from '#lib/core/documents/document.ts'
import { putRemoteVectors } from '#lib/core/ingestion/put-remote-vectors.ts'
import { buildPack } from '#lib/core/retrieval/packs/build-pack.ts'
import { objectOf } from '#lib/core/retrieval/packs/make-packs.ts'
import { writePack } from '#lib/core/retrieval/packs/write-pack.ts'
import { deps } from '#lib/server/deps.ts'
import { startTestApp } from '#lib/server/testing/test-app.ts'
import type { VectorIndexPlace } from '../contracts/vector-index-contract.ts'
import { sampleBot, sampleDocument } from './sample-items.ts'

let bots = 0

/** The product's own search, over its own stores on loopback, for bots with this setting. */
export async function vectorIndexPlace(index: Bot['index']): Promise<VectorIndexPlace> {
  const app = await startTestApp()
  const { documents, packFiles, passages: table, newId, clock } = deps()
  return {
    index: deps().index,
    async newBot() {
      const bot = sampleBot(`bot_EXAM${++bots}`, { index })
      await deps().bots.create(bot)
      return bot.id
    },
    async add(botId, id, contractPassages) {
      const document = sampleDocument(botId, id, { name: `${id}.txt`, status: 'packing' })
      await documents.create(document)
      const passages = contractPassages.map(({ text, vector }, ordinal) => ({
        ...{ documentId: id, ordinal, text, start: 0, end: text.length, vector },
        place: { page: 1, headingPath: ['Visitors'] },
        contentHash: `hash of ${text}`,
      }))
      await table.put(botId, passages)
      const object = objectOf(newId('pack'))
      const { entry, parts } = await writePack(await buildPack(botId, document, passages), { id, object })
      await packFiles.put(botId, object, parts)
      await putRemoteVectors(deps(), document, passages)
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
      await removeWhatDocumentOwns(deps(), sampleDocument(botId, id))
    },
    async read(botId) {
      return (await deps().bots.get(botId))!
    },
    close: () => app.close(),
  }
}
