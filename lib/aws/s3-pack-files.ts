import {
  DeleteObjectsCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { packsPrefix } from '#lib/core/documents/storage-keys.ts'
import type { PackFiles } from '#lib/core/retrieval/ports.ts'

/** Asked for at the same time: S3 gives 50 to 90 MB a second on each connection. */
const PARALLEL = 12
/** S3's own limit of one call. */
const DELETED_AT_ONCE = 1_000

/** Packs in the bucket: `packs/<bot>/<object>`. */
export function s3PackFiles(s3: S3Client, bucket: string): PackFiles {
  const reads = atMost(PARALLEL)
  const keyOf = (botId: string, object: string) => `${packsPrefix(botId)}${object}`
  return {
    async put(botId, object, parts) {
      const Body = Buffer.concat(parts)
      await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: keyOf(botId, object),
          Body,
          ContentType: 'application/octet-stream',
        }),
      )
    },

    async read(botId, object, from, to) {
      if (to <= from) return new Uint8Array()
      return await reads(async () => {
        try {
          const { Body } = await s3.send(
            new GetObjectCommand({
              Bucket: bucket,
              Key: keyOf(botId, object),
              Range: `bytes=${from}-${to - 1}`,
            }),
          )
          const bytes = await Body!.transformToByteArray()
          return bytes.length === to - from ? bytes : null
        } catch (error) {
          if (isMissing(error)) return null
          throw error
        }
      })
    },

    async list(botId) {
      const prefix = packsPrefix(botId)
      const objects: string[] = []
      for await (const { Contents = [] } of paginateListObjectsV2(
        { client: s3 },
        { Bucket: bucket, Prefix: prefix },
      )) {
        objects.push(...Contents.map(({ Key }) => Key!.slice(prefix.length)))
      }
      return objects
    },

    async delete(botId, objects) {
      for (let at = 0; at < objects.length; at += DELETED_AT_ONCE) {
        const Objects = objects.slice(at, at + DELETED_AT_ONCE).map(object => ({ Key: keyOf(botId, object) }))
        const { Errors = [] } = await s3.send(
          new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
        )
        if (Errors.length)
          throw new Error(`${Errors.length} packs of ${botId} could not be deleted: ${Errors[0]?.Code}`)
      }
    },
  }
}

/** Not there, or shorter than where we began to read. */
function isMissing(error: unknown): boolean {
  return error instanceof NoSuchKey || (error instanceof S3ServiceException && error.name === 'InvalidRange')
}

/** Runs at most `count` at the same time; the others wait in the order they came. */
function atMost(count: number): <T>(run: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async run => {
    if (running >= count) await new Promise<void>(resolve => waiting.push(resolve))
    else running++
    try {
      return await run()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
