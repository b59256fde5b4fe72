import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { writeDurably } from '../cognito/durable-file.ts'
import { syncFolder } from '../s3/storage/durable-file.ts'
import { VectorLog } from './vector-log.ts'

const bucketSchema = z.object({ name: z.string(), createdAt: z.number() })
const indexSchema = z.object({
  bucket: z.string(),
  name: z.string(),
  /** Seconds since 1970, with fractions, as the wire has it. */
  createdAt: z.number(),
  dimension: z.number(),
})
export type StoredBucket = z.infer<typeof bucketSchema>
export type StoredIndex = z.infer<typeof indexSchema>

/** Everything resolves once it is on disk. */
export interface VectorStore {
  buckets(): StoredBucket[]
  indexes(): StoredIndex[]
  addBucket(bucket: StoredBucket): Promise<void>
  removeBucket(bucket: StoredBucket): Promise<void>
  addIndex(index: StoredIndex): Promise<void>
  removeIndex(index: StoredIndex): Promise<void>
  /** Read from disk when first asked for. */
  vectorsOf(index: StoredIndex): Promise<VectorLog>
  close(): Promise<void>
}

/** `folder/BUCKET/bucket.json`, `folder/BUCKET/INDEX/index.json` and, beside it, the vectors. */
export async function openVectorStore(folder: string): Promise<VectorStore> {
  await mkdir(folder, { recursive: true })
  await removeLeftovers(folder)
  const buckets = await readAll(folder, bucketSchema, 'bucket.json')
  const indexes = (
    await Promise.all(buckets.map(({ name }) => readAll(join(folder, name), indexSchema, 'index.json')))
  ).flat()
  const logs = new Map<string, Promise<VectorLog>>()
  const folderOf = ({ bucket, name }: StoredIndex) => join(folder, bucket, name)

  return {
    buckets: () => buckets,
    indexes: () => indexes,
    async addBucket(bucket) {
      await addFolder(folder, bucket.name, 'bucket.json', bucket)
      buckets.push(bucket)
    },
    async removeBucket(bucket) {
      await removeFolder(folder, join(folder, bucket.name))
      buckets.splice(buckets.indexOf(bucket), 1)
    },
    async addIndex(index) {
      await addFolder(join(folder, index.bucket), index.name, 'index.json', index)
      indexes.push(index)
    },
    async removeIndex(index) {
      await (await logs.get(folderOf(index)))?.close()
      logs.delete(folderOf(index))
      await removeFolder(folder, folderOf(index))
      indexes.splice(indexes.indexOf(index), 1)
    },
    vectorsOf(index) {
      const path = folderOf(index)
      const log = logs.get(path) ?? VectorLog.open(join(path, 'vectors.log'))
      logs.set(path, log)
      return log
    },
    async close() {
      for (const log of logs.values()) await (await log).close()
    },
  }
}

/** No bucket and no index may have a name that begins so. */
const LEFTOVER = '_'

/** Filled under another name first: a folder with a name of its own is whole. */
async function addFolder(parent: string, name: string, file: string, content: object): Promise<void> {
  const part = join(parent, `${LEFTOVER}${randomBytes(6).toString('hex')}`)
  await mkdir(part)
  await writeDurably(join(part, file), JSON.stringify(content))
  await rename(part, join(parent, name))
  await syncFolder(parent)
}

/** Gone with its name; its content may take longer. */
async function removeFolder(root: string, path: string): Promise<void> {
  const leftover = join(root, `${LEFTOVER}${randomBytes(6).toString('hex')}`)
  await rename(path, leftover)
  await syncFolder(root)
  await syncFolder(join(path, '..'))
  await rm(leftover, { recursive: true })
}

async function removeLeftovers(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true })) {
    const name = entry.split(/[/\\]/).at(-1)!
    if (name.startsWith(LEFTOVER)) await rm(join(folder, entry), { recursive: true, force: true })
  }
}

async function readAll<T>(folder: string, schema: z.ZodType<T>, file: string): Promise<T[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const folders = entries.filter(entry => entry.isDirectory()).map(({ name }) => join(folder, name))
  return Promise.all(
    folders.map(async path => {
      try {
        return schema.parse(JSON.parse(await readFile(join(path, file), 'utf8')))
      } catch (error) {
        throw new Error(`${join(path, file)} is damaged.`, { cause: error })
      }
    }),
  )
}
