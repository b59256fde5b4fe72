/** UTF-16 offsets. */
export interface Mark {
  start: number
  end: number
}

/** Below this share of the statement's words, a sentence only happens to use some of them. */
const MIN_SHARE = 0.3
/** A second sentence is marked only where it brings this share of the words the first lacks. */
const MIN_SECOND_SHARE = 0.25

/**
 * The sentences of a passage that say what one sentence of an answer says: the one sharing most of its
 * words, and a second where it adds to them; none where nothing matches. In order of their place.
 * Words with a digit count double: they are what a reader looks up.
 */
export function markPassage(passage: string, answerSentence: string): Mark[] {
  const wanted = new Set(words(answerSentence))
  const whole = weigh(wanted)
  if (whole === 0) return []
  const sentences = splitSentences(passage).map(mark => ({
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

/** What stands before a citation: the last sentence of the text up to it. */
export function lastSentence(text: string): string {
  const last = splitSentences(text).at(-1)
  return last ? text.slice(last.start, last.end) : ''
}

/** Sentences and lines, without the space around them. “€28.50” and “p. 4” are not cut: a capital must follow. */
export function splitSentences(text: string): Mark[] {
  const marks: Mark[] = []
  let start = 0
  const add = (end: number) => {
    const sentence = text.slice(start, end)
    const trimmed = sentence.trim()
    const from = start + sentence.length - sentence.trimStart().length
    if (trimmed) marks.push({ start: from, end: from + trimmed.length })
    start = end
  }
  for (const end of text.matchAll(/[.!?…][)"'”’»]?(?=\s+[\p{Lu}\p{Lo}"'“„«([•–-]|\s*\n)|[。！？]|\n/gu))
    add(end.index + end[0].length)
  add(text.length)
  return marks
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
