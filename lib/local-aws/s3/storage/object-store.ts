import { createHash } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { noSuchBucket, S3Error } from '../s3-error.ts'
import { Bucket, type BucketSettings } from './bucket.ts'
import { isMissing, publishFile, replaceFile, syncFolder, writeTemporary } from './durable-file.ts'
import { KeyLock } from './key-lock.ts'
import { describeObjectFile, type ObjectDescription, readDescription } from './object-file.ts'
import { bringBack, keepOlder, olderFiles, removeOlder } from './older-versions.ts'

/**
 * Buckets and objects on disk, safe against kill -9 at any instant:
 *
 *     temporary/                  what is being written; emptied at start
 *     buckets/<name>/bucket.json  settings
 *     buckets/<name>/objects/     one file per object, named by the SHA-256 of its key: any key fits,
 *                                 and none can reach outside
 *     buckets/<name>/versions/    where the bucket keeps versions, the older ones
 *
 * One process may own a folder at a time.
 */
export class ObjectStore {
  readonly buckets = new Map<string, Bucket>()
  private readonly folder: string
  private readonly now: () => Date
  private readonly locks = new KeyLock()
  private lastSequence = 0n
  private temporaryCount = 0

  private constructor(folder: string, now: () => Date) {
    this.folder = folder
    this.now = now
  }

  static async open(folder: string, now: () => Date): Promise<ObjectStore> {
    const store = new ObjectStore(folder, now)
    await rm(join(folder, 'temporary'), { recursive: true, force: true })
    await mkdir(join(folder, 'temporary'), { recursive: true })
    await mkdir(join(folder, 'buckets'), { recursive: true })
    for (const name of await readdir(join(folder, 'buckets'))) await store.load(name)
    return store
  }

  bucket(name: string): Bucket {
    const bucket = this.buckets.get(name)
    if (bucket === undefined) throw noSuchBucket(name)
    return bucket
  }

  /** A path for something that becomes whole later; gone after a restart. */
  temporaryPath(): string {
    this.temporaryCount += 1
    return join(this.folder, 'temporary', `${this.temporaryCount}`)
  }

  async createBucket(name: string): Promise<void> {
    const settings: BucketSettings = { name, createdAt: this.now().toISOString(), cors: [] }
    const folder = join(this.folder, 'buckets', name)
    const temporary = this.temporaryPath()
    await mkdir(join(temporary, 'objects'), { recursive: true })
    await this.writeSettings(temporary, settings)
    await publishFile(temporary, folder)
    this.buckets.set(name, new Bucket(settings, folder))
  }

  async deleteBucket(bucket: Bucket): Promise<void> {
    if (bucket.size > 0 || bucket.writing > 0) {
      throw new S3Error('BucketNotEmpty', 409, 'The bucket you tried to delete is not empty')
    }
    this.buckets.delete(bucket.settings.name)
    const temporary = this.temporaryPath()
    await rename(bucket.folder, temporary)
    await syncFolder(join(this.folder, 'buckets'))
    await rm(temporary, { recursive: true })
  }

  async changeBucket(bucket: Bucket, change: Partial<BucketSettings>): Promise<void> {
    await this.locks.run(bucket.folder, async () => {
      const settings = { ...bucket.settings, ...change }
      await this.writeSettings(bucket.folder, settings)
      bucket.settings = settings
    })
  }

  /** Streams bytes into a temporary file, on disk when this resolves; a failing stream leaves nothing. */
  async stage(chunks: AsyncIterable<Buffer>): Promise<string> {
    const path = this.temporaryPath()
    await writeTemporary(path, async handle => {
      for await (const chunk of chunks) await writeAll(handle, chunk)
    })
    return path
  }

  /**
   * Makes a staged file the object, all or nothing. `precondition` sees the object as it is at that very
   * moment; `beforeVisible` runs when nothing can be refused any more.
   */
  async commit(
    bucket: Bucket,
    staged: string,
    content: Omit<ObjectDescription, 'sequencer' | 'lastModified'>,
    hooks: {
      precondition: (current: ObjectDescription | undefined) => void
      beforeVisible: (description: ObjectDescription) => Promise<void>
    },
  ): Promise<ObjectDescription> {
    const path = this.pathOf(bucket, content.key)
    bucket.writing += 1
    try {
      return await this.locks.run(path, async () => {
        this.bucket(bucket.settings.name) // may have been deleted while the bytes came in
        hooks.precondition(bucket.get(content.key))
        const lastModified = this.now().toISOString()
        const description = { ...content, lastModified, ...this.nextVersion(bucket) }
        await describeObjectFile(staged, description)
        await hooks.beforeVisible(description)
        await this.makeNewest(bucket, staged, description)
        return description
      })
    } catch (error) {
      await rm(staged, { force: true })
      throw error
    } finally {
      bucket.writing -= 1
    }
  }

  /** Where the bucket keeps versions the object stays, behind a delete marker, which is answered. */
  async deleteObject(
    bucket: Bucket,
    key: string,
    precondition: (current: ObjectDescription | undefined) => void,
  ): Promise<ObjectDescription | undefined> {
    const path = this.pathOf(bucket, key)
    return await this.locks.run(path, async () => {
      precondition(bucket.get(key))
      if (bucket.settings.versioning) return await this.mark(bucket, key)
      if (bucket.get(key) === undefined) return undefined
      await rm(path)
      await syncFolder(join(bucket.folder, 'objects'))
      bucket.setVersions(key, [])
      return undefined
    })
  }

  /** For good. The version before the newest is then the newest. Answers what it was. */
  async deleteVersion(
    bucket: Bucket,
    key: string,
    versionId: string,
  ): Promise<ObjectDescription | undefined> {
    const path = this.pathOf(bucket, key)
    return await this.locks.run(path, async () => {
      const versions = bucket.versionsOf(key)
      const version = versions.find(one => idOf(one) === versionId)
      if (version === undefined) return undefined
      const rest = versions.filter(one => one !== version)
      if (version !== versions[0]) await removeOlder(bucket, path, version)
      else if (rest[0]) await bringBack(bucket, path, rest[0])
      else {
        await rm(path)
        await syncFolder(join(bucket.folder, 'objects'))
      }
      bucket.setVersions(key, rest)
      return version
    })
  }

  /** The object as it is now: the handle goes on reading it even when it is replaced or deleted meanwhile. */
  async openObject(
    bucket: Bucket,
    key: string,
  ): Promise<{ handle: FileHandle; description: ObjectDescription } | undefined> {
    if (bucket.get(key) === undefined) return undefined
    const path = this.pathOf(bucket, key)
    let handle: FileHandle
    try {
      handle = await open(path, 'r')
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
    try {
      const description = await readDescription(handle, path)
      if (!description.deleteMarker) return { handle, description }
      // Deleted since we looked.
      await handle.close()
      return undefined
    } catch (error) {
      await handle.close()
      throw error
    }
  }

  private async load(name: string): Promise<void> {
    const folder = join(this.folder, 'buckets', name)
    const settings: BucketSettings = JSON.parse(await readFile(join(folder, 'bucket.json'), 'utf8'))
    const bucket = new Bucket(settings, folder)
    for (const file of await readdir(join(folder, 'objects'))) {
      const description = await this.describe(join(folder, 'objects', file))
      bucket.setVersions(description.key, [description])
    }
    for (const path of await olderFiles(folder)) {
      const older = await this.describe(path)
      const versions = bucket.versionsOf(older.key)
      if (versions.some(({ sequencer }) => sequencer === older.sequencer)) await rm(path)
      else bucket.setVersions(older.key, [...versions, older].toSorted(newestFirst))
    }
    this.buckets.set(name, bucket)
  }

  private async describe(path: string): Promise<ObjectDescription> {
    const handle = await open(path, 'r')
    try {
      const description = await readDescription(handle, path)
      const sequence = BigInt(`0x${description.sequencer}`)
      if (sequence > this.lastSequence) this.lastSequence = sequence
      return description
    } finally {
      await handle.close()
    }
  }

  /** Inside the key's lock. */
  private async makeNewest(bucket: Bucket, staged: string, description: ObjectDescription): Promise<void> {
    const path = this.pathOf(bucket, description.key)
    const older = description.versionId ? bucket.versionsOf(description.key) : []
    if (older[0]) await keepOlder(bucket, path, older[0])
    await publishFile(staged, path)
    bucket.setVersions(description.key, [description, ...older])
  }

  private async mark(bucket: Bucket, key: string): Promise<ObjectDescription> {
    const staged = await this.stage((async function* () {})())
    const marker: ObjectDescription = {
      ...{ key, size: 0, etag: '', attributes: { headers: {}, meta: {} }, checksum: undefined },
      ...{ lastModified: this.now().toISOString(), deleteMarker: true, ...this.nextVersion(bucket) },
    }
    await describeObjectFile(staged, marker)
    await this.makeNewest(bucket, staged, marker)
    return marker
  }

  private nextVersion({ settings }: Bucket): Pick<ObjectDescription, 'sequencer' | 'versionId'> {
    const sequencer = this.nextSequencer()
    return settings.versioning ? { sequencer, versionId: sequencer } : { sequencer }
  }

  private async writeSettings(folder: string, settings: BucketSettings): Promise<void> {
    await replaceFile(this.temporaryPath(), join(folder, 'bucket.json'), JSON.stringify(settings))
  }

  private pathOf(bucket: Bucket, key: string): string {
    return join(bucket.folder, 'objects', createHash('sha256').update(key).digest('hex'))
  }

  /** Time with room for a million writes a millisecond, and never backwards, whatever the clock does. */
  private nextSequencer(): string {
    const fromClock = BigInt(this.now().getTime()) << 20n
    this.lastSequence = fromClock > this.lastSequence ? fromClock : this.lastSequence + 1n
    return this.lastSequence.toString(16).toUpperCase().padStart(16, '0')
  }
}

/** As S3 calls a version; one from before versions were kept is `null`. */
export function idOf({ versionId = 'null' }: ObjectDescription): string {
  return versionId
}

function newestFirst(a: ObjectDescription, b: ObjectDescription): number {
  return a.sequencer < b.sequencer ? 1 : -1
}

async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done)
    done += bytesWritten
  }
}
