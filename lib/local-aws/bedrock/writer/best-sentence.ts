import { contentWords } from '../content-words.ts'

/**
 * The sentence that has most of the question's words, and the index of its passage; undefined where none has
 * any. Among equals one that ends like a sentence goes before a heading, then the first.
 */
export function bestSentence(
  question: string,
  passages: readonly string[],
): { sentence: string; passage: number } | undefined {
  const asked = contentWords(question)
  let best: { sentence: string; passage: number } | undefined
  let most = 0
  for (const [passage, text] of passages.entries()) {
    for (const sentence of sentencesOf(text)) {
      const shared = contentWords(sentence).intersection(asked).size
      const score = shared && shared + (/[.!?]\W*$/.test(sentence) ? 0.5 : 0)
      if (score > most) [best, most] = [{ sentence, passage }, score]
    }
  }
  return best
}

const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' })
const LIST_MARKER = /^(?:[-*•#]+|\d+\.)\s+/

/** The end of a line ends a sentence too. */
function sentencesOf(text: string): string[] {
  return Array.from(SENTENCES.segment(text), ({ segment }) => segment.trim().replace(LIST_MARKER, ''))
}
