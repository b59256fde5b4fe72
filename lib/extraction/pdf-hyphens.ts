/** The words of a document, to tell a hyphen that breaks a word from one that belongs to it. */
export interface Vocabulary {
  has(word: string): boolean
}

export function vocabularyOf(lines: Iterable<string>): Vocabulary {
  const words = new Set<string>()
  for (const line of lines) {
    // The last word of a line may be the broken one.
    for (const word of line.replace(/\S+-$/, '').match(/[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*/gu) ?? [])
      words.add(word.toLowerCase())
  }
  return words
}

/**
 * Joins the lines of a paragraph. A word broken at the end of a line is made whole, unless the document
 * writes it with a hyphen elsewhere; Chinese and Japanese lines join without a space.
 */
export function joinLines(lines: string[], vocabulary: Vocabulary): string {
  let text = ''
  for (const line of lines) text = text === '' ? line : joinTwo(text, line, vocabulary)
  return text
}

function joinTwo(before: string, next: string, vocabulary: Vocabulary): string {
  const broken = /([\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*)[-\u2010\u00ad]$/u.exec(before.slice(-60))
  const rest = /^\p{Ll}[\p{L}\p{M}]*/u.exec(next)
  if (broken && rest) {
    const keep =
      vocabulary.has(`${broken[1]}-${rest[0]}`.toLowerCase()) &&
      !vocabulary.has((broken[1]! + rest[0]).toLowerCase())
    return (keep ? before : before.slice(0, -1)) + next
  }
  // "state-of-the-" and "A-" go on without a space, a dash between spaces does not.
  if (/[\p{L}\p{N}][-\u2010]$/u.test(before)) return before + next
  return before + (EAST_ASIAN_END.test(before) && EAST_ASIAN_START.test(next) ? '' : ' ') + next
}

const EAST_ASIAN = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3000-\\u303f\\uff01-\\uff65]'
const EAST_ASIAN_END = new RegExp(`${EAST_ASIAN}$`, 'u')
const EAST_ASIAN_START = new RegExp(`^${EAST_ASIAN}`, 'u')
