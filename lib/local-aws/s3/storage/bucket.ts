import type { CorsRule } from '../wire/cors.ts'
import type { ObjectDescription } from './object-file.ts'

/** What is on disk about a bucket besides its objects. */
export interface BucketSettings {
  name: string
  /** ISO 8601 */
  createdAt: string
  cors: CorsRule[]
}

/** A bucket's objects by key. All in memory, read at start: a laptop holds thousands, not billions. */
export class Bucket {
  settings: BucketSettings
  readonly folder: string
  /** Writes under way, during which the bucket can't be deleted. */
  writing = 0
  private readonly objects = new Map<string, ObjectDescription>()
  private sorted: { key: string; bytes: Buffer }[] | undefined

  constructor(settings: BucketSettings, folder: string) {
    this.settings = settings
    this.folder = folder
  }

  get size(): number {
    return this.objects.size
  }

  get(key: string): ObjectDescription | undefined {
    return this.objects.get(key)
  }

  set(description: ObjectDescription): void {
    if (!this.objects.has(description.key)) this.sorted = undefined
    this.objects.set(description.key, description)
  }

  delete(key: string): void {
    if (this.objects.delete(key)) this.sorted = undefined
  }

  /** In S3's order, which is by UTF-8 bytes: JavaScript's own order differs beyond U+FFFF. */
  keysInOrder(): string[] {
    this.sorted ??= [...this.objects.keys()]
      .map(key => ({ key, bytes: Buffer.from(key) }))
      .sort((a, b) => a.bytes.compare(b.bytes))
    return this.sorted.map(entry => entry.key)
  }
}
