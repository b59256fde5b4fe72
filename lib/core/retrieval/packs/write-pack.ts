import type { PackEntry } from '../../documents/pack-entry.ts'
import { ANALYZER_VERSION } from '../lexical/analyze.ts'
import type { VectorPlanes } from '../vectors/vector-planes.ts'
import {
  aligned,
  blocksOf,
  firstSections,
  HEADER_AT,
  MAGIC,
  PACK_FORMAT,
  type PackedDocument,
  type PackHeader,
  type SectionName,
  sectionNames,
  sha256,
} from './pack-format.ts'

/** What a pack holds, before it is bytes. Rows of `planes` and of `lexical` are those of `documents`. */
export interface PackContent {
  botId: string
  documents: PackedDocument[]
  planes: VectorPlanes
  lexical: Uint8Array
}

/** The bytes of a pack in parts, and how the manifest names it. */
export async function writePack(
  { botId, documents, planes, lexical }: PackContent,
  { id, object }: Pick<PackEntry, 'id' | 'object'>,
): Promise<{ entry: PackEntry; parts: Uint8Array[] }> {
  const bytesOf: Record<SectionName, Uint8Array> = {
    mean: asBytes(planes.mean),
    scales: asBytes(planes.scales),
    bits: planes.bits,
    lexical,
    int8: asBytes(planes.int8),
    residual: asBytes(planes.residual),
  }
  const hashes = {} as Record<SectionName, string[]>
  for (const name of sectionNames) {
    hashes[name] = await Promise.all(
      blocksOf(bytesOf[name].length).map(({ from, to }) => sha256(bytesOf[name].subarray(from, to))),
    )
  }
  const header = (headerBytes: number): PackHeader => {
    let end = headerBytes
    const sections = {} as PackHeader['sections']
    for (const name of sectionNames) {
      const at = aligned(end)
      end = at + bytesOf[name].length
      sections[name] = { at, bytes: bytesOf[name].length, hashes: hashes[name] }
    }
    const { rows, dimension } = planes
    return { botId, object, analyzer: ANALYZER_VERSION, dimension, rows, documents, sections }
  }
  // Offsets are written into the header whose length decides them; room for their digits is left.
  const room = aligned(HEADER_AT + encode(header(0)).length + sectionNames.length * LONGEST_OFFSET)
  const { sections } = header(room)
  const head = headBytes(header(room), room)
  const parts = [head]
  let end = room
  for (const name of sectionNames) {
    parts.push(new Uint8Array(sections[name].at - end), bytesOf[name])
    end = sections[name].at + sections[name].bytes
  }
  const last = sections[firstSections.at(-1)!]
  const entry = {
    id,
    object,
    rows: planes.rows,
    dimension: planes.dimension,
    bytes: end,
    headerBytes: room,
    firstBytes: last.at + last.bytes,
    hash: await sha256(head),
  }
  return { entry, parts: parts.filter(part => part.length > 0) }
}

/** Digits of an offset of a terabyte. */
const LONGEST_OFFSET = 13

function encode(header: PackHeader): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(header))
}

function headBytes(header: PackHeader, room: number): Uint8Array {
  const json = encode(header)
  const head = new Uint8Array(room)
  head.set(new TextEncoder().encode(MAGIC))
  const view = new DataView(head.buffer)
  view.setUint32(8, PACK_FORMAT, true)
  view.setUint32(12, json.length, true)
  head.set(json, HEADER_AT)
  return head
}

function asBytes(values: Float32Array | Int8Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}
