import { type AnswerType, answerType, hasAnswer } from './answer-type.ts'
import type { Language } from './languages.ts'
import type { Passage } from './prompt.ts'
import { continues, type Sentence, splitSentences } from './sentences.ts'
import { areSynonyms, LIGHT_VERBS } from './synonyms.ts'
import { contentWords, isNear, type Word } from './words.ts'

export interface Candidate extends Sentence {
  passage: Passage
  /** Of the passage's sentences, from 0. */
  index: number
  words: Word[]
  /** Weighted share of the question's words that the sentence or its surroundings contain, 0 to 1. */
  coverage: number
  score: number
}

/**
 * Scores every sentence of the passages against the question: the share of the question's words it contains,
 * each weighted by how rare it is among the sentences, words of the neighbouring sentences and of the headings
 * counting less; word pairs; whether it contains the kind of thing that is asked for; and a little for the
 * rank of its document: the one with the best passage comes first, for retrieval read more than this does.
 */
export function scoreSentences(question: string, passages: Passage[], language: Language): Candidate[] {
  const asked = uniqueStems(contentWords(question, language))
  const pairs = neighbours(contentWords(question, language))
  const type = answerType(question)
  const read = passages.map(passage => {
    const sentences = splitSentences(passage.text).filter(({ text }) => !GIVES_ORDERS.test(text))
    return {
      passage,
      sentences: sentences.map(sentence => ({ sentence, words: contentWords(sentence.text, language) })),
      about: stemsOf(contentWords(`${passage.document.replace(/\.\w+$/, '')} · ${passage.place}`, language)),
    }
  })
  const weigh = weightsAmong(read.flatMap(({ sentences }) => sentences.map(({ words }) => stemsOf(words))))
  const weights = asked.map(
    word => weigh(word.stem) * (word.isName ? NAME_WEIGHT : LIGHT_VERBS.has(word.stem) ? LIGHT_WEIGHT : 1),
  )
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1
  const documents = [...new Set(passages.map(({ document }) => document))]

  return read.flatMap(({ passage, sentences, about }) => {
    const rank = documents.indexOf(passage.document)
    const stems = sentences.map(({ words }) => stemsOf(words))
    const whole = new Set(stems.flatMap(set => [...set]))
    return sentences.map(({ sentence, words }, index) => {
      const around = [stems[index - 1], stems[index + 1], about, ...headingsBefore(sentences, stems, index)]
      let inSentence = 0
      let covered = 0
      for (const [i, word] of asked.entries()) {
        const inherited = continues(sentence.text) ? presence(word.stem, stems[index - 1] ?? NOTHING) : 0
        const own = Math.max(presence(word.stem, stems[index]!), INHERITED_SHARE * inherited)
        const near = Math.max(...around.map(set => (set === undefined ? 0 : presence(word.stem, set))))
        const far = presence(word.stem, whole)
        inSentence += weights[i]! * own
        covered += weights[i]! * Math.max(own, NEAR_SHARE * near, FAR_SHARE * far)
      }
      const coverage = covered / total
      const bonus =
        pairBonus(pairs, words) + typeBonus(type, sentence.text, question) + RANK_BONUS / (rank + 1)
      const length = words.length < 4 ? SHORT_PENALTY : 0
      const score =
        0.6 * (inSentence / total) + 0.4 * coverage + bonus - length - (sentence.isHeading ? 0.1 : 0)
      return { ...sentence, passage, index, words, coverage, score }
    })
  })
}

/** Written for a language model, not for a visitor: never worth quoting. */
const GIVES_ORDERS =
  /\b(?:ignore|disregard|forget|override)\b[^.]*\b(?:instructions?|prompts?|rules|guidelines)\b|\bsystem prompt\b|\byou are now\b/i
/** Names and numbers in a question are what it is about. */
const NAME_WEIGHT = 1.4
/** `get`, `use`, `allow` say little about the subject. */
const LIGHT_WEIGHT = 0.35
/** What a sentence that begins with a pronoun takes from the one before it. */
const INHERITED_SHARE = 0.8
const NEAR_SHARE = 0.6
const FAR_SHARE = 0.35
const RANK_BONUS = 0.06
const SHORT_PENALTY = 0.08
const PAIR_BONUS = 0.12
const TYPE_BONUS = 0.14
const TYPE_PENALTY = 0.06

const NOTHING: ReadonlySet<string> = new Set()

function uniqueStems(words: Word[]): Word[] {
  return [...new Map(words.map(word => [word.stem, word])).values()]
}

function stemsOf(words: Word[]): Set<string> {
  return new Set(words.map(({ stem }) => stem))
}

/** 1 for the stem itself, less for one of its family. */
function presence(stem: string, set: ReadonlySet<string>): number {
  if (set.has(stem)) return 1
  for (const other of set) if (isNear(stem, other) || areSynonyms(stem, other)) return 0.7
  return 0
}

/** The inverse document frequency of BM25 over the sentences (Robertson and Zaragoza, 2009), never below 0.3. */
function weightsAmong(sentences: Set<string>[]): (stem: string) => number {
  const frequency = new Map<string, number>()
  for (const set of sentences) for (const stem of set) frequency.set(stem, (frequency.get(stem) ?? 0) + 1)
  const count = sentences.length
  return stem => {
    const df = frequency.get(stem) ?? 0.5
    return Math.max(0.3, Math.log(1 + (count - df + 0.5) / (df + 0.5)))
  }
}

/** The last heading above a sentence speaks for it. */
function headingsBefore(
  sentences: { sentence: Sentence }[],
  stems: Set<string>[],
  index: number,
): Set<string>[] {
  for (let i = index - 1; i >= 0; i--) if (sentences[i]!.sentence.isHeading) return [stems[i]!]
  return []
}

function neighbours(words: Word[]): Set<string> {
  return new Set(words.slice(1).map((word, i) => `${words[i]!.stem} ${word.stem}`))
}

function pairBonus(pairs: ReadonlySet<string>, words: Word[]): number {
  if (pairs.size === 0) return 0
  const own = neighbours(words)
  return (PAIR_BONUS * [...pairs].filter(pair => own.has(pair)).length) / pairs.size
}

function typeBonus(type: AnswerType | undefined, sentence: string, question: string): number {
  if (type === undefined) return 0
  return hasAnswer(type, sentence, question) ? TYPE_BONUS : -TYPE_PENALTY
}
