import { detectLanguage, type Language, PHRASES } from './languages.ts'
import type { Passage } from './prompt.ts'
import { type Candidate, scoreSentences } from './score.ts'
import { continues } from './sentences.ts'
import { replyToSmallTalk } from './small-talk.ts'
import { LIGHT_VERBS } from './synonyms.ts'
import { contentWords } from './words.ts'

/** Docent's mark for a reply that does not answer; it never reaches a visitor. */
export const NO_ANSWER = '[no answer]'

/**
 * Answers from the passages in their own sentences, one to three, each with the number of its passage, or says
 * in the question's language that they do not answer. It only ever quotes: what a passage tells it to do is text.
 */
export function answerFromPassages(question: string, passages: Passage[]): string {
  const language = detectLanguage(question)
  const smallTalk = replyToSmallTalk(question)
  if (smallTalk !== undefined) return smallTalk
  const candidates = scoreSentences(question, passages, language)
  const notSaid = `${NO_ANSWER} ${PHRASES[language].notSaid}`
  const best = bestOf(candidates)
  if (best === undefined || best.coverage < leastCoverage(question, language) || best.score < LEAST_SCORE) {
    return notSaid
  }
  const chosen = withCompany(best, candidates)
  if (chosen.length > 0) return quote(chosen)
  // A heading with nothing under it: the best that says something, if it is good enough.
  const next = bestOf(candidates.filter(({ isHeading }) => !isHeading))
  return next && next.score >= LEAST_SCORE ? quote(withCompany(next, candidates)) : notSaid
}

function quote(chosen: Candidate[]): string {
  return chosen.map(({ text, passage }) => `${finish(text)} [${passage.n}]`).join(' ')
}

/** Below these, tuned on public reading-comprehension questions, the best sentence is about something else. */
const LEAST_COVERAGE = 0.36
/** A short question has no word to spare: "What does parking cost?" is not about the cost of something else. */
const LEAST_COVERAGE_SHORT = 0.55
const SHORT_QUESTION = 2
const LEAST_SCORE = 0.4
/** A further sentence must be nearly as good as the best. */
const NEARLY = 0.88
const MOST_SENTENCES = 3
/** How much of a list is worth showing when its title is what was asked for. */
const LIST_ITEMS = 3

function leastCoverage(question: string, language: Language): number {
  const words = contentWords(question, language).filter(({ stem }) => !LIGHT_VERBS.has(stem))
  return words.length <= SHORT_QUESTION ? LEAST_COVERAGE_SHORT : LEAST_COVERAGE
}

function bestOf(candidates: Candidate[]): Candidate | undefined {
  return candidates.reduce<Candidate | undefined>(
    (a, b) => (a === undefined || b.score > a.score ? b : a),
    undefined,
  )
}

/** The best sentence, what it needs to be understood, and others that are as good and say something else. */
function withCompany(best: Candidate, candidates: Candidate[]): Candidate[] {
  const inPassage = candidates.filter(({ passage }) => passage === best.passage)
  if (best.isHeading) return belowHeading(best, inPassage)
  const chosen = [best]
  for (let first = best; continues(first.text) && chosen.length < MOST_SENTENCES; first = chosen[0]!) {
    const before = inPassage[inPassage.indexOf(first) - 1]
    if (before === undefined || before.isHeading) break
    chosen.unshift(before)
  }
  const others = candidates.filter(candidate => !chosen.includes(candidate)).sort((a, b) => b.score - a.score)
  for (const other of others) {
    if (chosen.length === MOST_SENTENCES || other.score < best.score * NEARLY) break
    if (other.isHeading || continues(other.text) || other.coverage < best.coverage * NEARLY) continue
    if (!chosen.some(known => isSame(known, other))) chosen.push(other)
  }
  return inReadingOrder(chosen, best)
}

/**
 * What stands under a heading, with the line that leads into it ("… says what to do:"). A heading that ends
 * its passage says nothing: empty.
 */
function belowHeading(heading: Candidate, inPassage: Candidate[]): Candidate[] {
  const below = inPassage.slice(inPassage.indexOf(heading) + 1)
  const first = below.findIndex(({ isHeading }) => !isHeading)
  if (first === -1) return []
  const leadIn = below.slice(0, first).filter(({ text }) => text.endsWith(':'))
  const rest = below.slice(first)
  const end = rest.findIndex(({ isHeading }) => isHeading)
  return [...leadIn.slice(-1), ...rest.slice(0, end === -1 ? undefined : end).slice(0, LIST_ITEMS)]
}

/** Sentences of the best passage first and as they stand there, then the others. */
function inReadingOrder(chosen: Candidate[], best: Candidate): Candidate[] {
  const passages = [...new Set([best.passage, ...chosen.map(({ passage }) => passage)])]
  return chosen.toSorted(
    (a, b) => passages.indexOf(a.passage) - passages.indexOf(b.passage) || a.index - b.index,
  )
}

/** Two sentences that share four in five of their words say the same. */
function isSame(a: Candidate, b: Candidate): boolean {
  const stems = new Set(a.words.map(({ stem }) => stem))
  const shared = b.words.filter(({ stem }) => stems.has(stem)).length
  return shared >= 0.8 * Math.min(a.words.length, b.words.length)
}

function finish(text: string): string {
  const trimmed = text.replace(/[\s|]+$/, '')
  return /[.!?…:。]["'”’)\]]*$/.test(trimmed) ? trimmed : `${trimmed}.`
}
