import { dynamoDocumentStore } from '../../aws/dynamo-document-store.ts'
import { dynamoPackManifests } from '../../aws/dynamo-pack-manifests.ts'
import { dynamoPassageStore } from '../../aws/dynamo-passage-store.ts'
import { s3Client } from '../../aws/s3-file-store.ts'
import { s3PackFiles } from '../../aws/s3-pack-files.ts'
import { dynamoService, wireDynamo } from '../../aws/wire/wire-dynamo.ts'
import { packSearch } from '../../core/retrieval/index/pack-search.ts'
import { PassageTexts } from '../../core/retrieval/index/passage-texts.ts'
import { sharedKernel } from '../../core/retrieval/kernel/open-kernel.ts'
import { BotPacks } from '../../core/retrieval/packs/bot-packs.ts'
import { PackCache } from '../../core/retrieval/packs/pack-cache.ts'
import { BUCKET, TABLES } from '../../laptop/local-environment.ts'
import type { OpenSide } from '../sides/side.ts'

export interface ColdQuestion {
  vector: Float32Array
  text: string
}
export interface ColdTimes {
  /** From the question to its passages. */
  firstMs: number
  /** From the question until the last plane is in memory. */
  allMs: number
  /** Of a question after that. */
  warmMs: number
  found: number
}

/** A process that is up and knows nothing yet: the product's own search, put together as the server does. */
export const openSide: OpenSide<{ botId: string; region: string }, ColdQuestion, ColdTimes> = async ({
  botId,
  region,
}) => {
  const dynamo = wireDynamo(dynamoService(region))
  const passages = dynamoPassageStore(dynamo, TABLES.vectors)
  const packFiles = s3PackFiles(s3Client(region, null), BUCKET)
  const onError = (error: unknown) => console.error(error)
  const deps = {
    documents: dynamoDocumentStore(dynamo, TABLES.bots),
    passages,
    manifests: dynamoPackManifests(dynamo, TABLES.bots),
    packFiles,
    newId: () => 'pack_never',
    onError,
  }
  const packs = new BotPacks(
    deps,
    new PackCache(packFiles, sharedKernel(), { maxBytes: CACHE_BYTES, onError }),
  )
  const texts = new PassageTexts(passages, { maxBytes: TEXT_BYTES })
  const index = packSearch({ packs, texts, passages }, { lexicalWeight: 0.7 })
  const bot = { id: botId, knowledgeVersion: 1, index: 'packs' as const }
  const isWhole = async () => {
    const snapshot = await packs.open(bot, { vectors: true })
    const whole = snapshot.parts.every(({ pack }) => pack.planes.has('residual'))
    snapshot.release()
    return whole
  }
  return {
    async ask(question) {
      const began = performance.now()
      const found = await index.search(bot, question, TOP)
      const firstMs = performance.now() - began
      while (!(await isWhole())) await new Promise(resolve => setTimeout(resolve, LOOK_MS))
      const allMs = performance.now() - began
      const again = performance.now()
      await index.search(bot, question, TOP)
      return { firstMs, allMs, warmMs: performance.now() - again, found: found.length }
    },
  }
}

const TOP = 10
const CACHE_BYTES = 1_073_741_824
const TEXT_BYTES = 33_554_432
/** Often enough for a time of a tenth of a second or more. */
const LOOK_MS = 5
