import type { CorsRule } from '../wire/cors.ts'
import type { ObjectDescription } from './object-file.ts'

/** What is on disk about a bucket besides its objects. */
export interface BucketSettings {
  name: string
  /** ISO 8601 */
  createdAt: string
  cors: CorsRule[]
  /** Whether what is replaced or deleted is kept. Absent: never was. */
  versioning?: 'Enabled'
}

/** A bucket's objects by key. All in memory, read at start: a laptop holds thousands, not billions. */
export class Bucket {
  settings: BucketSettings
  readonly folder: string
  /** Writes under way, during which the bucket can't be deleted. */
  writing = 0
  /** Newest first; a delete marker is one of them. */
  private readonly versions = new Map<string, ObjectDescription[]>()
  private sorted: { key: string; bytes: Buffer }[] | undefined

  constructor(settings: BucketSettings, folder: string) {
    this.settings = settings
    this.folder = folder
  }

  /** Keys of which anything is there, if only a delete marker. */
  get size(): number {
    return this.versions.size
  }

  /** The object, unless there is none or it is deleted. */
  get(key: string): ObjectDescription | undefined {
    const newest = this.versionsOf(key)[0]
    return newest?.deleteMarker ? undefined : newest
  }

  versionsOf(key: string): readonly ObjectDescription[] {
    return this.versions.get(key) ?? []
  }

  setVersions(key: string, versions: ObjectDescription[]): void {
    if (this.versions.has(key) !== versions.length > 0) this.sorted = undefined
    if (versions.length) this.versions.set(key, versions)
    else this.versions.delete(key)
  }

  /** In S3's order, which is by UTF-8 bytes: JavaScript's own order differs beyond U+FFFF. */
  keysInOrder(): string[] {
    return this.allKeysInOrder().filter(key => this.get(key) !== undefined)
  }

  /** With those that are deleted. */
  allKeysInOrder(): string[] {
    this.sorted ??= [...this.versions.keys()]
      .map(key => ({ key, bytes: Buffer.from(key) }))
      .sort((a, b) => a.bytes.compare(b.bytes))
    return this.sorted.map(entry => entry.key)
  }
}
