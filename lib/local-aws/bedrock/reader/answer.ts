import { detectLanguage, PHRASES } from './languages.ts'
import type { Passage } from './prompt.ts'
import { type Candidate, scoreSentences } from './score.ts'
import { replyToSmallTalk } from './small-talk.ts'

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
  const best = bestOf(candidates)
  if (best === undefined || best.coverage < LEAST_COVERAGE || best.score < LEAST_SCORE) {
    return `${NO_ANSWER} ${PHRASES[language].notSaid}`
  }
  return withCompany(best, candidates)
    .map(({ text, passage }) => `${finish(text)} [${passage.n}]`)
    .join(' ')
}

/** Below these, tuned on public reading-comprehension questions, the best sentence is about something else. */
const LEAST_COVERAGE = 0.36
const LEAST_SCORE = 0.4
/** A further sentence must be nearly as good as the best. */
const NEARLY = 0.85
const MOST_SENTENCES = 3
const STARTS_WITH_PRONOUN =
  /^(?:(?:and|but|or|so)\s)?(?:it|its|they|their|them|he|his|she|her|this|these|those|such|here|however|also|er|sie|es|diese[rs]?|dies|il|elle|ils|elles|cela|esto?s?|ella|ellos|questo|questa|dit|deze|hij|zij|isso|ele|ela)\b/i

function bestOf(candidates: Candidate[]): Candidate | undefined {
  return candidates.reduce<Candidate | undefined>(
    (a, b) => (a === undefined || b.score > a.score ? b : a),
    undefined,
  )
}

/** The best sentence, what it needs to be understood, and others that are as good and say something else. */
function withCompany(best: Candidate, candidates: Candidate[]): Candidate[] {
  const chosen = [best]
  const beside = (by: number) =>
    candidates.find(({ passage, index }) => passage === best.passage && index === best.index + by)
  const after = beside(1)
  const before = beside(-1)
  if (best.isHeading && after !== undefined) chosen.push(after)
  else if (STARTS_WITH_PRONOUN.test(best.text) && before !== undefined && !before.isHeading)
    chosen.unshift(before)

  const others = candidates.filter(candidate => !chosen.includes(candidate)).sort((a, b) => b.score - a.score)
  for (const other of others) {
    if (chosen.length === MOST_SENTENCES || other.score < best.score * NEARLY) break
    if (other.isHeading || STARTS_WITH_PRONOUN.test(other.text)) continue
    if (!chosen.some(known => isSame(known, other))) chosen.push(other)
  }
  return inReadingOrder(chosen, best)
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
