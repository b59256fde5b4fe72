import type { Passage } from '#lib/core/documents/passage.ts'
import type { StructuredText, TextBlock } from '#lib/core/documents/structured-text.ts'
import { encodedText } from '#lib/core/ingestion/encode-passages.ts'
import { splitIntoPassages } from '#lib/core/ingestion/split-passages.ts'
import { buildLexical, type LexicalDocument } from '#lib/core/retrieval/lexical/build-postings.ts'
import { LexicalSegment } from '#lib/core/retrieval/lexical/lexical-segment.ts'
import { LoadedPlanes } from '#lib/core/retrieval/vectors/loaded-planes.ts'
import { quantize } from '#lib/core/retrieval/vectors/quantize.ts'
import { createTextBuilder } from '#lib/extraction/text-builder.ts'
import type { CorpusEntry } from './beir-folder.ts'
import type { KeptVectors } from './kept-vectors.ts'

/** Passages of a collection, ready to be searched by the pieces that search the packs of a bot. */
export interface Collection {
  /** Of each row. */
  passages: (Passage & { documentId: string; documentName: string })[]
  /** Rows follow one another from segment to segment. */
  segments: { segment: LexicalSegment; firstRow: number }[]
  planes: LoadedPlanes
}

/** Documents whose words are counted together: of a large collection they do not all wait in memory. */
const SEGMENT_DOCUMENTS = 2_000
/** Passages under way: enough for all threads of the encoder. */
const UNDER_WAY = 256

/** One document as its reader has read it. */
export interface ReadDocument {
  id: string
  /** What people call it. */
  name: string
  text: StructuredText
}

/** A corpus as a collection. */
export async function buildCollection(
  corpus: AsyncIterable<CorpusEntry>,
  vectors: KeptVectors,
  onProgress: (passages: number) => void,
): Promise<Collection> {
  return collectDocuments(readEntries(corpus), vectors, onProgress)
}

/** Splits, encodes and indexes documents as the product does. `onProgress`: passages done so far. */
export async function collectDocuments(
  documents: AsyncIterable<ReadDocument> | Iterable<ReadDocument>,
  vectors: KeptVectors,
  onProgress: (passages: number) => void,
): Promise<Collection> {
  const collected: Collection['passages'] = []
  const places: number[] = []
  const segments: Collection['segments'] = []
  let waiting: LexicalDocument[] = []
  let underWay: Promise<void>[] = []
  let done = 0
  const closeSegment = () => {
    const segment = new LexicalSegment(buildLexical(waiting))
    segments.push({ segment, firstRow: collected.length - segment.rows })
    waiting = []
  }
  for await (const { id, name, text } of documents) {
    const passages = splitIntoPassages(text)
    waiting.push({
      name,
      passages: passages.map(({ place, text }) => ({ headingPath: place.headingPath, text })),
    })
    for (const passage of passages) {
      const row = collected.length
      collected.push({ ...passage, documentId: id, documentName: name })
      underWay.push(
        vectors.place(encodedText(passage)).then(place => {
          places[row] = place
          onProgress(++done)
        }),
      )
    }
    if (waiting.length === SEGMENT_DOCUMENTS) closeSegment()
    if (underWay.length >= UNDER_WAY) {
      await Promise.all(underWay)
      underWay = []
    }
  }
  await Promise.all(underWay)
  if (waiting.length > 0) closeSegment()
  const kept = places.values().map(place => vectors.read(place))
  const planes = LoadedPlanes.of(quantize(kept, places.length, vectors.dimension))
  return { passages: collected, segments, planes }
}

async function* readEntries(corpus: AsyncIterable<CorpusEntry>): AsyncGenerator<ReadDocument> {
  for await (const entry of corpus) yield { id: entry.id, name: entry.title, text: textOf(entry) }
}

/** A title is the document's name and the heading above all of its text; where there is no text, it is the text. */
function textOf({ title, text }: CorpusEntry): StructuredText {
  const builder = createTextBuilder('txt')
  for (const paragraph of (text.trim() ? text : title).split(/\n\s*\n/)) {
    builder.add({ kind: 'paragraph', text: paragraph })
  }
  const read = builder.finish()
  const headingPath = title.trim() ? [title] : []
  const blocks = read.blocks.map((block): TextBlock => ({ ...block, headingPath }))
  return { ...read, blocks }
}
