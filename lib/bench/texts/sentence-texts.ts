import { chance, shuffled } from '../vectors/chance.ts'
import type { Document } from './read-documents.ts'

export interface SentenceTexts {
  /** Distinct, in no order: single sentences, and two or three that follow each other in a document. */
  texts: string[]
  /** Sentences that are in none of the texts. */
  queries: string[]
}

/** Sentences a text may have. */
const LONGEST_WINDOW = 3

/** At most `most` texts, and `queries` questions. */
export function sentenceTexts(documents: readonly Document[], most: number, queries: number): SentenceTexts {
  const by = chance(7)
  const heldOut = new Set(shuffled([...new Set(documents.flat())], by).slice(0, queries))
  const texts = new Set<string>()
  // The single ones first: as few neighbours as will do, for they share sentences.
  for (let length = 1; length <= LONGEST_WINDOW; length++) {
    for (const window of shuffled(windows(documents, length), by)) {
      if (texts.size >= most) break
      if (!window.some(sentence => heldOut.has(sentence))) texts.add(window.join(' '))
    }
  }
  return { texts: shuffled([...texts], by), queries: [...heldOut] }
}

function windows(documents: readonly Document[], length: number): string[][] {
  return documents.flatMap(sentences =>
    Array.from({ length: Math.max(0, sentences.length - length + 1) }, (_, at) =>
      sentences.slice(at, at + length),
    ),
  )
}
