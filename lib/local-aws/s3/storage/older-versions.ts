import { link, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Bucket } from './bucket.ts'
import { syncFolder } from './durable-file.ts'
import type { ObjectDescription } from './object-file.ts'

/**
 * What a bucket with versioning keeps of an object beside its newest version:
 *
 *     buckets/<name>/versions/<file name of the object>.<sequencer>
 *
 * A version gets its second name there before another takes its first, so that it has one at every instant; with
 * both, after a kill between the two, it is still the newest.
 */
const FOLDER = 'versions'

/** The newest version, at `path`, is about to make way. */
export async function keepOlder(bucket: Bucket, path: string, newest: ObjectDescription): Promise<void> {
  await mkdir(join(bucket.folder, FOLDER), { recursive: true })
  await link(path, pathOf(bucket, path, newest)).catch(error => {
    // From an attempt that broke off: the same bytes.
    if (error.code !== 'EEXIST') throw error
  })
  await syncFolder(join(bucket.folder, FOLDER))
}

export async function removeOlder(bucket: Bucket, path: string, version: ObjectDescription): Promise<void> {
  await rm(pathOf(bucket, path, version))
  await syncFolder(join(bucket.folder, FOLDER))
}

/** It is the newest again, in place of what is at `path`. */
export async function bringBack(bucket: Bucket, path: string, version: ObjectDescription): Promise<void> {
  await rename(pathOf(bucket, path, version), path)
  await syncFolder(join(bucket.folder, 'objects'))
}

/** Their paths, in any order. */
export async function olderFiles(folder: string): Promise<string[]> {
  await mkdir(join(folder, FOLDER), { recursive: true })
  return (await readdir(join(folder, FOLDER))).map(file => join(folder, FOLDER, file))
}

function pathOf(bucket: Bucket, path: string, { sequencer }: ObjectDescription): string {
  return join(bucket.folder, FOLDER, `${basename(path)}.${sequencer}`)
}
