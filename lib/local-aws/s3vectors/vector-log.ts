import { type FileHandle, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import { syncFolder } from '../s3/storage/durable-file.ts'

/** Half of a log may be of vectors that are there no more; beyond that it is written anew when it is opened. */
const WORTH_KEEPING = 0.5

/**
 * The vectors of one index, by key, and the file that brings them back: a record of each write, on disk before
 * the write is answered. A record that a killed process left unfinished was never answered, and is cut off.
 *
 * record: bytes of what follows but the checksum u32 | CRC-32 of it u32 | count u32 | count × (bytes of the key
 * u32 | key in UTF-8 | dimension u32 | float32 …), little-endian; dimension 0 takes the key away.
 */
export class VectorLog {
  readonly #file: FileHandle
  readonly #vectors: Map<string, Float32Array>

  private constructor(file: FileHandle, vectors: Map<string, Float32Array>) {
    this.#file = file
    this.#vectors = vectors
  }

  static async open(path: string): Promise<VectorLog> {
    const file = await open(path, 'a+')
    const { vectors, written, whole } = replay(await file.readFile())
    await file.truncate(whole)
    if (vectors.size >= written * WORTH_KEEPING) return new VectorLog(file, vectors)
    await file.close()
    return new VectorLog(await rewrite(path, vectors), vectors)
  }

  get vectors(): ReadonlyMap<string, Float32Array> {
    return this.#vectors
  }

  async put(vectors: readonly (readonly [string, Float32Array])[]): Promise<void> {
    await append(this.#file, vectors)
    for (const [key, vector] of vectors) this.#vectors.set(key, vector)
  }

  async delete(keys: readonly string[]): Promise<void> {
    const gone = keys.filter(key => this.#vectors.has(key))
    if (!gone.length) return
    await append(
      this.#file,
      gone.map(key => [key, NOTHING] as const),
    )
    for (const key of gone) this.#vectors.delete(key)
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}

const NOTHING = new Float32Array(0)
const HEADER = 8

async function append(file: FileHandle, entries: readonly (readonly [string, Float32Array])[]) {
  const { size } = await file.stat()
  try {
    await file.appendFile(toRecord(entries))
    await file.datasync()
  } catch (error) {
    // Half a record, on a full disk, would hide what is written after it.
    await file.truncate(size)
    throw error
  }
}

async function rewrite(path: string, vectors: Map<string, Float32Array>): Promise<FileHandle> {
  const file = await open(`${path}.part`, 'w')
  await append(file, [...vectors])
  await file.close()
  await rename(`${path}.part`, path)
  await syncFolder(dirname(path))
  return open(path, 'a+')
}

function toRecord(entries: readonly (readonly [string, Float32Array])[]): Buffer {
  const parts = [u32(entries.length)]
  for (const [key, vector] of entries) {
    const name = Buffer.from(key)
    const values = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)
    parts.push(u32(name.length), name, u32(vector.length), values)
  }
  const body = Buffer.concat(parts)
  return Buffer.concat([u32(body.length), u32(crc32(body)), body])
}

/** What the records say, how many keys they write, and where the last whole one ends. */
function replay(bytes: Buffer) {
  const vectors = new Map<string, Float32Array>()
  let written = 0
  let whole = 0
  while (whole + HEADER <= bytes.length) {
    const end = whole + HEADER + bytes.readUInt32LE(whole)
    const body = bytes.subarray(whole + HEADER, end)
    if (end > bytes.length || crc32(body) !== bytes.readUInt32LE(whole + 4)) break
    for (const [key, vector] of entriesOf(body)) {
      written++
      if (vector.length) vectors.set(key, vector)
      else vectors.delete(key)
    }
    whole = end
  }
  return { vectors, written, whole }
}

function* entriesOf(body: Buffer): Generator<[string, Float32Array]> {
  let at = 0
  const next = () => {
    at += 4
    return body.readUInt32LE(at - 4)
  }
  for (let count = next(); count > 0; count--) {
    const keyBytes = next()
    const key = body.toString('utf8', at, at + keyBytes)
    at += keyBytes
    const dimension = next()
    // A copy, because numbers may not begin at any address.
    yield [key, new Float32Array(Uint8Array.from(body.subarray(at, at + dimension * 4)).buffer)]
    at += dimension * 4
  }
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
