/** What both rankings say of one passage: BM25, 0 where it has no word of the question, and cosine. */
export interface Candidate {
  lexical: number
  cosine: number
}

/** Each ranking's own best, of which the union is fused. */
const RANKED = 50
/** With fewer, two rankings agree or not by accident. */
const ENOUGH_TO_COMPARE = 10
/**
 * Two rankings that know the subject correlate by about .4 among their best (SQuAD: nine of ten questions
 * above .17), two of which one knows nothing by 0 (nine of ten below .14).
 */
const AGREED = { none: 0.05, enough: 0.3 }
/**
 * A passage that has all of a question's words once scores about half of what was asked for (SQuAD: the best
 * of nine of ten questions above .31). Below a twentieth it has only what any text has.
 */
const COVERED = { none: 0.05, enough: 0.3 }

/**
 * Scores from 0 to 1 of the union of both rankings' best, in their order: each score scaled to 0..1 over the
 * union, words with weight w, meaning with 1 - w.
 *
 *     w = covered · (lexicalWeight + (1 - agreed) · (1 - lexicalWeight))
 *
 * A fixed weight goes wrong where one ranking is bad: vectors of an encoder that does not know the language, or
 * questions in words that the documents do not use. So where meaning knows nothing of what words found
 * (`agreed` 0), words count alone, because a passage does have them; and the less of the question the best
 * passage has (`covered`), the less they count. `asked`: the highest score that the question's words could
 * give, those that no passage has included.
 */
export function fuse(candidates: readonly Candidate[], lexicalWeight: number, asked: number): number[] {
  const weight = wordsWeight(candidates, lexicalWeight, asked)
  const words = scale(candidates.map(({ lexical }) => lexical))
  const meaning = scale(candidates.map(({ cosine }) => cosine))
  return words.map((score, at) => weight * score + (1 - weight) * meaning[at]!)
}

/** The share of the words in the score of this question's passages, 0 to 1. */
export function wordsWeight(candidates: readonly Candidate[], lexicalWeight: number, asked: number): number {
  const best = candidates.reduce((most, { lexical }) => Math.max(most, lexical), 0)
  if (best === 0) return 0
  const covered = ramp(best / asked, COVERED)
  const agreed = ramp(agreement(candidates), AGREED)
  return covered * (lexicalWeight + (1 - agreed) * (1 - lexicalWeight))
}

/**
 * How far each ranking's best are ordered as the other one orders them, -1 to 1. Asked of each ranking's best
 * by themselves: in the union, whoever is there for its words has less meaning and the other way round.
 */
function agreement(candidates: readonly Candidate[]): number {
  const byWords = candidates
    .filter(({ lexical }) => lexical > 0)
    .toSorted((a, b) => b.lexical - a.lexical)
    .slice(0, RANKED)
  const byMeaning = candidates.toSorted((a, b) => b.cosine - a.cosine).slice(0, RANKED)
  if (byWords.length < ENOUGH_TO_COMPARE) return AGREED.enough
  return (correlation(byWords) + correlation(byMeaning)) / 2
}

/** Pearson's; 0 where one of both does not vary. */
function correlation(candidates: readonly Candidate[]): number {
  const lexical = deviations(candidates.map(one => one.lexical))
  const cosine = deviations(candidates.map(one => one.cosine))
  const length = Math.sqrt(dot(lexical, lexical) * dot(cosine, cosine))
  return length > 0 ? dot(lexical, cosine) / length : 0
}

function deviations(values: number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.map(value => value - mean)
}

function dot(a: number[], b: number[]): number {
  return a.reduce((sum, value, at) => sum + value * b[at]!, 0)
}

/** Min-max to 0..1; all equal becomes 0. */
function scale(values: number[]): number[] {
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY)
  const span = values.reduce((most, value) => Math.max(most, value), low) - low
  return values.map(value => (span > 0 ? (value - low) / span : 0))
}

/** 0 up to `none`, 1 from `enough` on, straight between them. */
function ramp(value: number, { none, enough }: { none: number; enough: number }): number {
  return Math.min(1, Math.max(0, (value - none) / (enough - none)))
}
