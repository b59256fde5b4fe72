import { type FileHandle, open } from 'node:fs/promises'
import type { ChecksumAlgorithm } from '../wire/checksum.ts'

/**
 * One object is one file, so that one rename replaces bytes and description together:
 *
 *     | the object's bytes | description, JSON | its length, 4 bytes big-endian | DOCENTS3 |
 *
 * The description comes last because hashes are known only when the bytes have passed.
 */
export interface ObjectDescription {
  key: string
  /** Bytes */
  size: number
  /** Without quotes: MD5 in hex, for a multipart object the MD5 of its parts' MD5s and `-count`. */
  etag: string
  /** ISO 8601 */
  lastModified: string
  /** Grows with every write to this store; hex of constant length, so text order is write order. */
  sequencer: string
  attributes: ObjectAttributes
  checksum: { algorithm: ChecksumAlgorithm; value: string; type: 'FULL_OBJECT' | 'COMPOSITE' } | undefined
  /** Absent where its bucket kept no versions when it was written. */
  versionId?: string
  /** Says that the object is deleted, and has no bytes. */
  deleteMarker?: true
}

/** What a client says about an object and gets back with it. */
export interface ObjectAttributes {
  /** content-type and its kin, by lower-case header name. */
  headers: Record<string, string>
  /** x-amz-meta-…, without that prefix. */
  meta: Record<string, string>
}

/** Appends to a file that already holds the bytes, and puts everything on disk. */
export async function describeObjectFile(path: string, description: ObjectDescription): Promise<void> {
  const json = Buffer.from(JSON.stringify(description))
  const footer = Buffer.alloc(FOOTER_BYTES)
  footer.writeUInt32BE(json.length)
  footer.write(MAGIC, 4, 'latin1')
  const handle = await open(path, 'a')
  try {
    await handle.writeFile(Buffer.concat([json, footer]))
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Throws when the file isn't whole: nothing in this store writes such a file under its final name. */
export async function readDescription(handle: FileHandle, path: string): Promise<ObjectDescription> {
  const { size } = await handle.stat()
  const footer = await readAt(handle, Math.max(0, size - FOOTER_BYTES), FOOTER_BYTES)
  const length = footer.readUInt32BE(0)
  const start = size - FOOTER_BYTES - length
  if (footer.toString('latin1', 4) !== MAGIC || start < 0) throw new Error(`Object file is damaged: ${path}`)
  const description: ObjectDescription = JSON.parse((await readAt(handle, start, length)).toString('utf8'))
  if (description.size !== start) throw new Error(`Object file has lost bytes: ${path}`)
  return description
}

const MAGIC = 'DOCENTS3'
const FOOTER_BYTES = 4 + MAGIC.length

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await handle.read(bytes, 0, length, position)
  if (bytesRead !== length) throw new Error(`Wanted ${length} bytes at ${position}, got ${bytesRead}`)
  return bytes
}
