import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { createNestingMeter } from './xml-nesting.ts'

/** The largest of 913 public Office files had under 2,000 parts. */
const MAX_ENTRIES = 10_000

/** A Word file's XML becomes a tree many times its size; beyond this it would not fit the child's memory. */
const MAX_XML_BYTES = 64 * 1024 * 1024

/** Pictures and embedded files are never inflated to text, but the office library walks past them. */
const MAX_INFLATED_BYTES = 256 * 1024 * 1024

/** Honest XML shrinks 5 to 40 fold. The ratio counts once a part is big enough to hurt. */
const MAX_RATIO = 200
const RATIO_COUNTS_FROM_BYTES = 4 * 1024 * 1024

export interface CheckedZip {
  /** The archive, without anything that stood after its end. */
  bytes: Uint8Array
  names: Set<string>
  /** The text of the asked parts that are there. */
  parts: Map<string, string>
}

/** Which parts' text is asked for, by their name in the archive. */
type Wanted = (name: string) => boolean

/**
 * Inflates every part once, in a stream that is counted and thrown away, so that no office library sees
 * an archive that lies about its sizes or nests its XML beyond reason. Keeps the text of `wanted` parts.
 * Throws `too-complex` for a bomb, `damaged` for what is not a whole archive, `password-protected` for
 * encrypted entries.
 */
export async function checkZip(bytes: Uint8Array, wanted: Wanted): Promise<CheckedZip> {
  try {
    return await readThrough(bytes, wanted)
  } catch (error) {
    const trimmed = withoutTrailingBytes(bytes)
    if (!(error instanceof ExtractionFailure) || error.code !== 'damaged' || !trimmed) throw error
    return await readThrough(trimmed, wanted)
  }
}

async function readThrough(bytes: Uint8Array, wanted: Wanted): Promise<CheckedZip> {
  const zip = await openZip(bytes)
  const checked: CheckedZip = { bytes, names: new Set(), parts: new Map() }
  if (zip.entryCount > MAX_ENTRIES) throw new ExtractionFailure('too-complex')
  let inflated = 0
  let xmlInflated = 0
  for await (const entry of entriesOf(zip)) {
    if (entry.isEncrypted()) throw new ExtractionFailure('password-protected')
    checked.names.add(entry.fileName)
    if (entry.fileName.endsWith('/')) continue
    const isXml = /\.(xml|rels)$/i.test(entry.fileName)
    const becomesTree = isXml || /\.(x?html?|xht|opf|ncx)$/i.test(entry.fileName)
    const nesting = createNestingMeter()
    const kept: Buffer[] | null = wanted(entry.fileName) ? [] : null
    let size = 0
    for await (const chunk of await openEntry(zip, entry)) {
      size += chunk.length
      inflated += chunk.length
      if (becomesTree) xmlInflated += chunk.length
      const ratio = size / Math.max(entry.compressedSize, 1)
      if (inflated > MAX_INFLATED_BYTES || xmlInflated > MAX_XML_BYTES)
        throw new ExtractionFailure('too-complex')
      if (size > RATIO_COUNTS_FROM_BYTES && ratio > MAX_RATIO) throw new ExtractionFailure('too-complex')
      if (isXml && nesting.tooDeep(chunk)) throw new ExtractionFailure('too-complex')
      if (isXml && nesting.hasDeclarations()) throw new ExtractionFailure('damaged')
      kept?.push(chunk)
    }
    if (kept) checked.parts.set(entry.fileName, partText(Buffer.concat(kept)))
  }
  return checked
}

/** In UTF-8, or in UTF-16 where it begins with its mark. (XML 1.0, 4.3.3.) */
function partText(part: Buffer): string {
  const isWide = (part[0] === 0xff && part[1] === 0xfe) || (part[0] === 0xfe && part[1] === 0xff)
  return new TextDecoder(isWide ? (part[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8').decode(part)
}

function openZip(bytes: Uint8Array): Promise<ZipFile> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return new Promise((resolve, reject) => {
    // Sizes are counted here, from what really comes out, so the library need not compare them.
    fromBuffer(buffer, { lazyEntries: true, autoClose: false, validateEntrySizes: false }, (error, zip) =>
      error ? reject(new ExtractionFailure('damaged', { cause: error })) : resolve(zip),
    )
  })
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (let index = 0; index < zip.entryCount; index++) {
    yield await new Promise<Entry>((resolve, reject) => {
      const settle = (result: Entry | null, error?: unknown) => {
        zip.off('entry', onEntry).off('end', onEnd).off('error', onEnd)
        if (result) resolve(result)
        else reject(new ExtractionFailure('damaged', { cause: error }))
      }
      const onEntry = (entry: Entry) => settle(entry)
      const onEnd = (error?: unknown) => settle(null, error)
      zip.on('entry', onEntry).on('end', onEnd).on('error', onEnd)
      zip.readEntry()
    })
  }
}

async function openEntry(zip: ZipFile, entry: Entry): Promise<AsyncIterable<Buffer>> {
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) =>
      error ? reject(new ExtractionFailure('damaged', { cause: error })) : resolve(opened),
    )
  })
  return failAsDamaged(stream)
}

async function* failAsDamaged(stream: NodeJS.ReadableStream): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream) yield chunk as Buffer
  } catch (error) {
    throw new ExtractionFailure('damaged', { cause: error })
  }
}

/** Mail gateways and some scanners append bytes: 5 of 913 good files have them. Null when none are found. */
function withoutTrailingBytes(bytes: Uint8Array): Uint8Array | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = buffer.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  if (end < 0 || end + 22 > buffer.length) return null
  const size = end + 22 + buffer.readUInt16LE(end + 20)
  return size < buffer.length ? bytes.subarray(0, size) : null
}
