import {
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
} from '@aws-sdk/client-s3'
import type { OwnedDocumentKey } from '#lib/core/documents/ports.ts'
import { textKey, uploadPrefix } from '#lib/core/documents/storage-keys.ts'
import type { RestoreDeps } from './restore-deps.ts'

type FileDeps = Pick<RestoreDeps, 's3' | 'bucket'>

/** The files of a document that are deleted, and still kept behind their delete markers. */
export async function keysToBringBack(deps: FileDeps, document: OwnedDocumentKey): Promise<string[]> {
  const keys: string[] = []
  for (const prefix of [uploadPrefix(document), textKey(document)]) {
    const { kept, deleted } = await versionsUnder(deps, prefix)
    keys.push(...[...deleted.keys()].filter(key => kept.has(key)))
  }
  return keys
}

/** Takes the delete markers away that lie above the newest version; nothing is written, so nobody is told of a new file. */
export async function bringBackFile(deps: FileDeps, key: string): Promise<void> {
  for (;;) {
    const { deleted } = await versionsUnder(deps, key)
    const VersionId = deleted.get(key)
    if (VersionId === undefined) return
    await deps.s3.send(new DeleteObjectCommand({ Bucket: deps.bucket, Key: key, VersionId }))
  }
}

/** `kept`: keys that have a version; `deleted`: those whose newest is a delete marker, with its id. */
async function versionsUnder({ s3, bucket }: FileDeps, prefix: string) {
  const kept = new Set<string>()
  const deleted = new Map<string, string>()
  let from: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | null = {}
  while (from) {
    const page: ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix, ...from }),
    )
    for (const { Key } of page.Versions ?? []) kept.add(Key!)
    for (const { Key, VersionId, IsLatest } of page.DeleteMarkers ?? []) {
      if (IsLatest) deleted.set(Key!, VersionId!)
    }
    const { IsTruncated, NextKeyMarker, NextVersionIdMarker } = page
    from = IsTruncated ? { KeyMarker: NextKeyMarker, VersionIdMarker: NextVersionIdMarker } : null
  }
  return { kept, deleted }
}
