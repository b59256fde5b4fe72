import { z } from 'zod'
import { passageBlockSchema } from '#lib/core/documents/passage.ts'
import { placeSchema } from '#lib/core/documents/place-schema.ts'
import type { PassageKey, PassageStore, StoredPassage } from '#lib/core/retrieval/ports.ts'
import { readAll, writeAll } from './dynamo-batches.ts'
import type { DynamoCalls } from './dynamo-calls.ts'

/** Six digits sort like numbers up to a million passages a document. */
const ORDINAL_DIGITS = 6

const itemSchema = z.object({
  chunkId: z.string(),
  text: z.string(),
  start: z.number(),
  end: z.number(),
  place: placeSchema,
  blocks: z.array(passageBlockSchema).optional(),
  contentHash: z.string(),
  vector: z.instanceof(Uint8Array),
})

const textSchema = itemSchema.omit({ contentHash: true, vector: true })

/** Passages in the vectors table: `botId`, `chunkId` = `docId#ordinal`; the vector as little-endian float32 bytes. */
export function dynamoPassageStore(dynamo: DynamoCalls, table: string): PassageStore {
  const chunkId = (documentId: string, ordinal: number) =>
    `${documentId}#${String(ordinal).padStart(ORDINAL_DIGITS, '0')}`

  return {
    async put(botId, passages) {
      const requests = passages.map(({ documentId, ordinal, vector, ...passage }) => ({
        PutRequest: {
          Item: { botId, chunkId: chunkId(documentId, ordinal), ...passage, vector: toBytes(vector) },
        },
      }))
      await writeAll(dynamo, table, requests)
    },

    async listOfDocument(botId, documentId) {
      const found: { ordinal: number; contentHash: string }[] = []
      for await (const items of query(botId, documentId, 'chunkId, contentHash')) {
        for (const item of items)
          found.push({ ordinal: ordinalOf(item.chunkId), contentHash: String(item.contentHash) })
      }
      return found
    },

    async vectorsOfDocument(botId, documentId) {
      const vectors = new Map<string, Float32Array>()
      for await (const items of query(botId, documentId, 'contentHash, vector')) {
        for (const { contentHash, vector } of items)
          vectors.set(String(contentHash), toVector(vector as Uint8Array))
      }
      return vectors
    },

    async deleteOfDocument(botId, documentId, from = 0) {
      for await (const items of query(botId, documentId, 'chunkId', from)) {
        await writeAll(
          dynamo,
          table,
          items.map(item => ({ DeleteRequest: { Key: { botId, chunkId: item.chunkId } } })),
        )
      }
    },

    async ofDocument(botId, documentId) {
      const passages: StoredPassage[] = []
      for await (const items of query(botId, documentId)) passages.push(...items.map(fromItem))
      return passages
    },

    async texts(botId, keys) {
      const projection = Object.keys(textSchema.shape)
      const items = await readAll(dynamo, table, keys.map(keyOf(botId)), projection)
      return items.map(item => {
        const { chunkId, ...text } = textSchema.parse(item)
        return { ...text, ...keyOfChunk(chunkId) }
      })
    },

    async vectors(botId, keys) {
      const items = await readAll(dynamo, table, keys.map(keyOf(botId)), ['chunkId', 'vector'])
      return items.map(({ chunkId, vector }) => ({
        ...keyOfChunk(String(chunkId)),
        vector: toVector(vector as Uint8Array),
      }))
    },
  }

  function keyOf(botId: string) {
    return ({ documentId, ordinal }: PassageKey) => ({ botId, chunkId: chunkId(documentId, ordinal) })
  }

  async function* query(botId: string, documentId: string, projection?: string, from = 0) {
    const pages = dynamo.queryPages({
      TableName: table,
      KeyConditionExpression: 'botId = :bot AND chunkId BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':bot': botId,
        ':from': chunkId(documentId, from),
        ':to': `${documentId}#~`,
      },
      ...(projection && {
        ProjectionExpression: projection.replace(/\w+/g, name => `#${name}`),
        ExpressionAttributeNames: Object.fromEntries(projection.split(', ').map(name => [`#${name}`, name])),
      }),
      ConsistentRead: true,
    })
    for await (const { Items = [] } of pages) yield Items
  }
}

function fromItem(item: unknown): StoredPassage {
  const { chunkId, vector, ...passage } = itemSchema.parse(item)
  return { ...passage, ...keyOfChunk(chunkId), vector: toVector(vector) }
}

function keyOfChunk(chunkId: string): PassageKey {
  const [documentId = ''] = chunkId.split('#')
  return { documentId, ordinal: ordinalOf(chunkId) }
}

function ordinalOf(chunkId: unknown): number {
  return Number(String(chunkId).split('#')[1])
}

/** Every machine we run on is little-endian, as the format is. */
function toBytes(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)
}

/** A copy: the bytes of a response may begin at any address, numbers may not. */
function toVector(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.slice().buffer)
}
