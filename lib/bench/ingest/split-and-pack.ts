import type { StructuredText } from '../../core/documents/structured-text.ts'
import { splitIntoPassages } from '../../core/ingestion/split-passages.ts'
import { buildPack } from '../../core/retrieval/packs/build-pack.ts'
import { chance } from '../vectors/chance.ts'

const DIMENSION = 512

/** Passages a second of processor time, from a text to its pack, its vectors given. */
export async function passagesPerSecond(sentences: readonly string[], most: number): Promise<number> {
  const text = textOf(sentences.slice(0, most))
  const vectors = someVectors(64)
  const before = process.cpuUsage()
  const passages = splitIntoPassages(text)
  const stored = passages.map((passage, at) => ({
    ...passage,
    ...{ documentId: 'doc_1', contentHash: `${at}`, vector: vectors[at % vectors.length]! },
  }))
  await buildPack('bot_1', { id: 'doc_1', name: 'Book.md' }, stored)
  const { user, system } = process.cpuUsage(before)
  return passages.length / ((user + system) / 1e6)
}

function textOf(sentences: readonly string[]): StructuredText {
  let end = -2
  const blocks = sentences.map((sentence, at) => {
    const start = end + 2
    end = start + sentence.length
    return { kind: 'paragraph' as const, start, end, headingPath: [`Chapter ${Math.floor(at / 100)}`] }
  })
  const about = { format: 'md' as const, title: null, pageCount: null, unreadablePages: [], leftOut: [] }
  return { ...about, text: sentences.join('\n\n'), blocks }
}

function someVectors(count: number): Float32Array[] {
  const by = chance(7)
  return Array.from({ length: count }, () => Float32Array.from({ length: DIMENSION }, () => by.bell()))
}
