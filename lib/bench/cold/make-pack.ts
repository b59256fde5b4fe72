import type { PackEntry } from '../../core/documents/pack-entry.ts'
import { buildLexical } from '../../core/retrieval/lexical/build-postings.ts'
import { type PackContent, writePack } from '../../core/retrieval/packs/write-pack.ts'
import { quantize } from '../../core/retrieval/vectors/quantize.ts'
import { readRows, type VectorFile } from '../vectors/vector-file.ts'

/** Passages of one document. */
export const PASSAGES_PER_DOCUMENT = 100

/** One merged pack of documents of that many passages each; as many as there are vectors. */
export async function makePack(
  botId: string,
  file: VectorFile,
  texts: readonly string[],
): Promise<{ entry: PackEntry; parts: Uint8Array[]; content: PackContent }> {
  const documents = Array.from({ length: file.rows / PASSAGES_PER_DOCUMENT }, (_, at) => ({
    id: documentId(at * PASSAGES_PER_DOCUMENT),
    name: `Manual ${at}`,
    rows: PASSAGES_PER_DOCUMENT,
  }))
  const lexical = buildLexical(
    documents.map(({ name }, at) => ({
      name,
      passages: texts
        .slice(at * PASSAGES_PER_DOCUMENT, (at + 1) * PASSAGES_PER_DOCUMENT)
        .map(text => ({ headingPath: [], text })),
    })),
  )
  const planes = quantize(readRows(file, { reused: true }), file.rows, file.dimension)
  const content = { botId, documents, planes, lexical }
  return { ...(await writePack(content, { id: 'pack_bench', object: `pack_bench_${file.rows}` })), content }
}

/** Of a row of the pack. */
export function documentId(row: number): string {
  return `doc_${String(Math.floor(row / PASSAGES_PER_DOCUMENT)).padStart(6, '0')}`
}
