import {
  ConflictException,
  CreateIndexCommand,
  DeleteIndexCommand,
  DeleteVectorsCommand,
  GetIndexCommand,
  GetVectorsCommand,
  NotFoundException,
  PutVectorsCommand,
  paginateListVectors,
  paginateQueryVectors,
  S3VectorsClient,
  ServiceUnavailableException,
  TooManyRequestsException,
  ValidationException,
} from '@aws-sdk/client-s3vectors'
import { DocentError } from '#lib/core/errors.ts'
import type { PassageKey, RemoteVectors } from '#lib/core/retrieval/ports.ts'
import { PATIENCE_WITH_FILES } from './patience.ts'
import { passageKeyOf, vectorIndexName, vectorKey } from './s3-vector-names.ts'

/** Throttled calls wait half a second, then twice as long each time, at random below that. */
const ATTEMPTS = 6
/** S3 Vectors' own limits of one call. */
const PUT_AT_ONCE = 500
const DELETED_AT_ONCE = 500
const GOT_AT_ONCE = 100
const LISTED_AT_ONCE = 1_000
/** Of one request: 20 MiB. A number in JSON takes 22 characters at most, and some for the key. */
const MAX_NUMBERS_AT_ONCE = 800_000

export function s3VectorsClient(region: string): S3VectorsClient {
  return new S3VectorsClient({ region, maxAttempts: ATTEMPTS, requestHandler: PATIENCE_WITH_FILES })
}

/**
 * Vectors of bots in Amazon S3 Vectors: one index a bot, made with the first put, compared by cosine.
 * Vectors are put in the order of `passages` and removed from a document's end, so that an interrupted call
 * leaves the document's first ones and `deleteOfDocument` finds them without listing the index. Whoever has
 * many documents to put may put several at the same time; S3 Vectors takes 2,500 vectors a second an index.
 */
export function s3RemoteVectors(client: S3VectorsClient, vectorBucketName: string): RemoteVectors {
  const placeOf = (botId: string) => ({ vectorBucketName, indexName: vectorIndexName(botId) })

  return {
    async put(botId, passages) {
      const dimension = passages[0]?.vector.length ?? 0
      const atOnce = Math.min(PUT_AT_ONCE, Math.floor(MAX_NUMBERS_AT_ONCE / dimension))
      for (let from = 0; from < passages.length; from += atOnce) {
        const vectors = passages
          .slice(from, from + atOnce)
          .map(passage => ({ key: vectorKey(passage), data: { float32: [...passage.vector] } }))
        const put = new PutVectorsCommand({ ...placeOf(botId), vectors })
        try {
          await client.send(put)
        } catch (error) {
          if (!(error instanceof NotFoundException)) throw await explain(error, botId, dimension)
          await createIndex(botId, dimension)
          await client.send(put)
        }
      }
    },

    async query(botId, vector, k) {
      try {
        const nearest: (PassageKey & { cosine: number })[] = []
        const pages = paginateQueryVectors(
          { client },
          { ...placeOf(botId), topK: k, queryVector: { float32: [...vector] }, returnDistance: true },
        )
        for await (const { vectors = [] } of pages) {
          nearest.push(
            ...vectors.map(({ key, distance }) => ({ ...passageKeyOf(key!), cosine: 1 - distance! })),
          )
        }
        return nearest
      } catch (error) {
        if (error instanceof NotFoundException) return []
        throw await explain(error, botId, vector.length)
      }
    },

    async *list(botId) {
      try {
        const pages = paginateListVectors({ client }, { ...placeOf(botId), maxResults: LISTED_AT_ONCE })
        for await (const { vectors = [] } of pages) yield vectors.map(({ key }) => passageKeyOf(key!))
      } catch (error) {
        if (!(error instanceof NotFoundException)) throw error
      }
    },

    async deleteOfDocument(botId, documentId) {
      const keysFrom = (from: number, count: number, step = 1) =>
        Array.from({ length: count }, (_, at) => vectorKey({ documentId, ordinal: from + at * step }))
      try {
        // Every 500th is looked for: what was put, and not yet removed, is a document's first ones.
        let last = 0
        for (let found = GOT_AT_ONCE; found === GOT_AT_ONCE; ) {
          const keys = keysFrom(last, GOT_AT_ONCE, DELETED_AT_ONCE)
          const { vectors = [] } = await client.send(new GetVectorsCommand({ ...placeOf(botId), keys }))
          found = vectors.length
          last = Math.max(last, ...vectors.map(({ key }) => passageKeyOf(key!).ordinal))
        }
        // One block more: a put may have been interrupted in the midst of it.
        for (let from = last + DELETED_AT_ONCE; from >= 0; from -= DELETED_AT_ONCE) {
          const keys = keysFrom(from, DELETED_AT_ONCE)
          await client.send(new DeleteVectorsCommand({ ...placeOf(botId), keys }))
        }
      } catch (error) {
        if (!(error instanceof NotFoundException)) throw error
      }
    },

    async deleteOfBot(botId) {
      try {
        await client.send(new DeleteIndexCommand(placeOf(botId)))
      } catch (error) {
        if (!(error instanceof NotFoundException)) throw error
      }
    },
  }

  async function createIndex(botId: string, dimension: number): Promise<void> {
    try {
      await client.send(
        new CreateIndexCommand({
          ...placeOf(botId),
          dimension,
          dataType: 'float32',
          distanceMetric: 'cosine',
        }),
      )
    } catch (error) {
      // Somebody else's put came first.
      if (!(error instanceof ConflictException)) throw error
    }
  }

  /** In our words. What S3 Vectors finds invalid is most often the length; it says so in words only. */
  async function explain(error: unknown, botId: string, dimension: number): Promise<unknown> {
    if (error instanceof TooManyRequestsException || error instanceof ServiceUnavailableException) {
      return new DocentError(
        'busy',
        'What this guide has read is very much asked for at the moment.',
        'Wait a few seconds, then try again.',
        { cause: error, retryAfter: 5 },
      )
    }
    if (!(error instanceof ValidationException)) return error
    const { index } = await client.send(new GetIndexCommand(placeOf(botId)))
    if (index?.dimension === dimension) return error
    return new RangeError(
      `A vector has ${dimension} values, those in the index of ${botId} have ${index?.dimension}.`,
      { cause: error },
    )
  }
}
