import { type Span, trimmedSentences } from '../documents/sentences.ts'

/** Below this share of the statement's words, a sentence only happens to use some of them. */
const MIN_SHARE = 0.3
/** A second sentence is marked only where it brings this share of the words the first lacks. */
const MIN_SECOND_SHARE = 0.25
/** Passages are shorter. */
const LONGEST_QUOTE = 4_000

/**
 * The sentences of a passage that say what one sentence of an answer says: the one sharing most of its
 * words, and a second where it adds to them; none where nothing matches. In order of their place.
 * Words with a digit count double: they are what a reader looks up. What is quoted, however long, is marked as it
 * stands there.
 */
export function markPassage(passage: string, answerSentence: string): Span[] {
  const wanted = new Set(words(answerSentence))
  const whole = weigh(wanted)
  if (whole === 0) return []
  const isQuote = answerSentence.length <= LONGEST_QUOTE && trimmedSentences(answerSentence).length > 1
  const quoted = isQuote && spanOfQuote(passage, answerSentence)
  if (quoted) return [quoted]
  const sentences = trimmedSentences(passage).map(mark => ({
    mark,
    shared: new Set(words(passage.slice(mark.start, mark.end)).filter(word => wanted.has(word))),
  }))
  let [first, firstWeight] = [sentences[0], 0]
  for (const sentence of sentences) {
    const weight = weigh(sentence.shared)
    if (weight > firstWeight) [first, firstWeight] = [sentence, weight]
  }
  if (!first || firstWeight < whole * MIN_SHARE) return []
  let [second, secondWeight] = [first, whole * MIN_SECOND_SHARE]
  for (const sentence of sentences) {
    const weight = weigh([...sentence.shared].filter(word => !first.shared.has(word)))
    if (weight > secondWeight) [second, secondWeight] = [sentence, weight]
  }
  const marks = second === first ? [first.mark] : [first.mark, second.mark]
  return marks.sort((a, b) => a.start - b.start)
}

/** The same words, on whatever lines they stand. */
function spanOfQuote(passage: string, quote: string): Span | null {
  const pattern = quote
    .trim()
    .replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
    .replace(/\s+/g, '\\s+')
  const found = new RegExp(pattern).exec(passage)
  return found && { start: found.index, end: found.index + found[0].length }
}

function weigh(found: Iterable<string>): number {
  let sum = 0
  for (const word of found)
    sum += /\d/.test(word) ? 2 : word.length > 3 || word.charCodeAt(0) > 0x2fff ? 1 : 0.25
  return sum
}

/** Lower case; scripts written without spaces count by the character. */
function words(text: string): string[] {
  const found = text.matchAll(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{M}\p{N}]+/gu)
  return Array.from(found, match => match[0].toLowerCase())
}
