import type { AskedQuestion } from './asked-question.ts'
import type { ReadUnit } from './read-unit.ts'
import { opposites, presence } from './related-words.ts'
import type { Word } from './words.ts'

/** How far the question's words stand in the unit as they stand in the question. */
export function orderOf({ words, terms }: AskedQuestion, unit: ReadUnit) {
  const places = placesByStem(unit.words)
  const together = words.slice(1).filter((word, at) => !word.small || !words[at]!.small)
  const stands = (a: string, b: string, near: (gap: number) => boolean) =>
    places.get(a)?.some(i => places.get(b)?.some(j => near(j - i))) ?? false
  const pairs = words.slice(1).filter((word, at) => {
    const before = words[at]!
    return (!word.small || !before.small) && stands(before.stem, word.stem, gap => gap === 1)
  })
  const nearPairs = terms
    .slice(1)
    .filter((term, at) => stands(terms[at]!.stem, term.stem, gap => Math.abs(gap) <= NEAR))
  const found = terms.flatMap(({ stem }) => places.get(stem) ?? []).sort((a, b) => a - b)
  const own = unit.words.filter(({ small }) => !small).map(({ stem }) => stem)
  return {
    pairs: pairs.length / Math.max(1, together.length),
    nearPairs: nearPairs.length / Math.max(1, terms.length - 1),
    inOrder:
      longestCommon(
        terms.map(({ stem }) => stem),
        own,
      ) / Math.max(1, terms.length),
    /** Words from the first to the last of those found, for each of them. */
    span: found.length ? (found.at(-1)! - found[0]! + 1) / found.length : 0,
    places: found,
  }
}

const NEAR = 3

function placesByStem(words: readonly Word[]): Map<string, number[]> {
  const places = new Map<string, number[]>()
  for (const [at, { stem }] of words.entries()) places.set(stem, [...(places.get(stem) ?? []), at])
  return places
}

/** Length of the longest common subsequence. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  const row = new Array<number>(b.length + 1).fill(0)
  for (const one of a) {
    let diagonal = 0
    for (let j = 1; j <= b.length; j++) {
      const above = row[j]!
      row[j] = one === b[j - 1] ? diagonal + 1 : Math.max(above, row[j - 1]!)
      diagonal = above
    }
  }
  return row[b.length]!
}

/**
 * Weight of the question's words in whose place the unit has another one: "the global list" where it says "the
 * regional list", "the motion of the head" where it says "of the body". And how many neighbours it kept.
 */
export function swapsIn({ words, terms }: AskedQuestion, unit: ReadUnit) {
  const places = placesByStem(unit.words)
  const asked = new Set(words.map(({ stem }) => stem))
  const weightOf = (stem: string) => terms.find(term => term.stem === stem)?.weight ?? 0
  const isOther = (word: Word | undefined) => word !== undefined && !word.small && !asked.has(word.stem)
  const swaps = { before: 0, after: 0, kept: 0 }
  for (const [at, word] of words.entries()) {
    const before = words[at - 1]
    if (!before || word.small || before.small || !places.has(word.stem)) continue
    if (presence(before.stem, unit.stems) > 0) swaps.kept++
    else if (places.get(word.stem)!.every(place => isOther(unit.words[place - 1])))
      swaps.before += weightOf(before.stem)
  }
  const content = words.flatMap((word, at) => (word.small ? [] : [at]))
  for (const [k, to] of content.entries()) {
    const from = content[k - 1]
    if (from === undefined || to - from > LONGEST_LINK) continue
    const [one, other] = [words[from]!, words[to]!]
    if (!places.has(one.stem) || presence(other.stem, unit.stems) > 0) continue
    const link = formsOf(words.slice(from + 1, to))
    const everywhere = places.get(one.stem)!.every(place => {
      const next = unit.words.findIndex((word, at) => at > place && !word.small)
      return next > 0 && formsOf(unit.words.slice(place + 1, next)) === link && isOther(unit.words[next])
    })
    if (everywhere) swaps.after += weightOf(other.stem)
  }
  return swaps
}

/** "motion of the head": as many small words between two. */
const LONGEST_LINK = 4

function formsOf(words: readonly Word[]): string {
  return words.map(({ form }) => form).join(' ')
}

/** The unit has the opposite of a word of the question, and not the word. */
export function isOpposed({ words }: AskedQuestion, unit: ReadUnit): boolean {
  const forms = new Set(unit.words.map(({ form }) => form))
  return words.some(({ form }) => {
    const others = opposites(form)
    return others !== undefined && !forms.has(form) && !forms.isDisjointFrom(others)
  })
}
