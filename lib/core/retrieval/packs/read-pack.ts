import type { PackEntry } from '../../documents/pack-entry.ts'
import { ANALYZER_VERSION } from '../lexical/analyze.ts'
import type { VectorPlanes } from '../vectors/vector-planes.ts'
import {
  blocksOf,
  HEADER_AT,
  MAGIC,
  PACK_FORMAT,
  PackDamaged,
  type PackHeader,
  packHeaderSchema,
  type SectionName,
  sectionNames,
  sha256,
} from './pack-format.ts'
import type { PackContent } from './write-pack.ts'

/** The header in the first `entry.headerBytes` of a pack. Throws `PackDamaged` where it is not that of `entry`. */
export async function readHeader(bytes: Uint8Array, entry: PackEntry, botId: string): Promise<PackHeader> {
  if (bytes.length !== entry.headerBytes || (await sha256(bytes)) !== entry.hash) {
    throw new PackDamaged(`${entry.object}: the header is not the one its manifest names.`)
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const magic = new TextDecoder().decode(bytes.subarray(0, MAGIC.length))
  if (magic !== MAGIC || view.getUint32(8, true) !== PACK_FORMAT) {
    throw new PackDamaged(`${entry.object}: not a pack of format ${PACK_FORMAT}.`)
  }
  const json = bytes.subarray(HEADER_AT, HEADER_AT + view.getUint32(12, true))
  const header = packHeaderSchema.parse(JSON.parse(new TextDecoder().decode(json)))
  if (header.botId !== botId || header.object !== entry.object) {
    throw new PackDamaged(`${entry.object}: belongs elsewhere.`)
  }
  if (header.analyzer !== ANALYZER_VERSION) {
    throw new PackDamaged(`${entry.object}: its words were analysed in another way than questions are now.`)
  }
  return header
}

/** One section of a pack whose beginning, at least up to its end, is in memory. */
export function sectionOf(pack: Uint8Array, header: PackHeader, name: SectionName): Uint8Array {
  const { at, bytes } = header.sections[name]
  return pack.subarray(at, at + bytes)
}

/** Throws `PackDamaged` where a section is not the one that was written. */
export async function verifySection(pack: Uint8Array, header: PackHeader, name: SectionName): Promise<void> {
  const section = sectionOf(pack, header, name)
  await Promise.all(
    blocksOf(header.sections[name].bytes).map(({ from, to }, index) =>
      verifyBlock(header, name, index, section.subarray(from, to)),
    ),
  )
}

/** Throws `PackDamaged` where `block` is not the one of that index. */
export async function verifyBlock(
  header: PackHeader,
  name: SectionName,
  index: number,
  block: Uint8Array,
): Promise<void> {
  if ((await sha256(block)) !== header.sections[name].hashes[index]) {
    throw new PackDamaged(`${header.object}: ${name} is damaged in block ${index}.`)
  }
}

/** Everything of a pack, out of its bytes, which it then stands in. Throws `PackDamaged`. */
export async function readPack(bytes: Uint8Array, entry: PackEntry, botId: string): Promise<PackContent> {
  // Numbers must lie where numbers may.
  const pack = bytes.byteOffset % 64 === 0 ? bytes : bytes.slice()
  const header = await readHeader(pack.subarray(0, entry.headerBytes), entry, botId)
  await Promise.all(sectionNames.map(name => verifySection(pack, header, name)))
  const section = (name: SectionName) => sectionOf(pack, header, name)
  const signed = ({ buffer, byteOffset, length }: Uint8Array) => new Int8Array(buffer, byteOffset, length)
  const planes: VectorPlanes = {
    rows: header.rows,
    dimension: header.dimension,
    mean: asNumbers(section('mean')),
    scales: asNumbers(section('scales')),
    bits: section('bits'),
    int8: signed(section('int8')),
    residual: signed(section('residual')),
  }
  return { botId, documents: header.documents, planes, lexical: section('lexical') }
}

export function asNumbers(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
}
