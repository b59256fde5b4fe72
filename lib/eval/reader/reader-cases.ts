import { type Rated, rateUnitsOf } from '#lib/core/quotes/read-passages.ts'
import { wordsOf } from '#lib/core/quotes/words.ts'
import { lookUpWords } from '#lib/core/retrieval/lexical/look-up-words.ts'
import type { FoundPassage } from '#lib/core/retrieval/ports.ts'
import { searchedText } from '#lib/core/retrieval/question-words.ts'
import { choosePassages } from '#lib/core/retrieval/ranking/choose-passages.ts'
import type { RowRange } from '#lib/core/retrieval/row-range.ts'
import type { Collection } from '../collection.ts'
import { rankPassages } from '../rank-documents.ts'
import type { SquadQuestion } from './squad-folder.ts'

/** One question, asked of some documents: all of them, or all but its own article. */
export interface ReaderCase extends Rated {
  article: string
  /** `off-topic`: its article was taken away. */
  about: 'answerable' | 'impossible' | 'off-topic'
  /** Of the question only some words are left: people ask in fewer than those who write examinations. */
  shortened: boolean
  /** What was read. */
  passages: FoundPassage[]
  /** Of each unit: it stands in the right paragraph and has a right answer in it. */
  right: boolean[]
  /** What a right quote says. */
  answers: readonly string[]
}

/** Of every so many questions one is asked without its article as well. */
const OFF_TOPIC_EVERY = 4

export function* readerCases(
  collection: Collection,
  questions: readonly SquadQuestion[],
  vectorOf: (question: string) => Float32Array,
  lexicalWeight: number,
): Generator<ReaderCase> {
  const articles = articlesOf(collection)
  const everywhere = [{ from: 0, to: collection.passages.length }]
  const segments = collection.segments.map(({ segment }) => ({
    segment,
    live: [{ from: 0, to: segment.rows }],
  }))
  for (const [at, { question, paragraph, answers, impossible }] of questions.entries()) {
    const article = articles.ofDocument.get(paragraph) ?? ''
    const about = impossible ? 'impossible' : 'answerable'
    const short = shortened(question, at)
    for (const text of [question, ...(short && !impossible ? [short] : [])]) {
      const words = lookUpWords(segments, text)
      const read = (live: RowRange[]) => {
        const asked = { text: searchedText(words), vector: vectorOf(text) }
        const { passages } = choosePassages(rankPassages(collection, asked, lexicalWeight, live))
        return { ...rateUnitsOf(words, passages), passages, shortened: text !== question }
      }
      const whole = read(everywhere)
      yield {
        ...{ article, about, answers, ...whole },
        right: whole.units.map(
          ({ unit }) =>
            whole.passages[unit.source]!.documentId === paragraph && saysOneOf(unit.text, answers),
        ),
      }
      if (at % OFF_TOPIC_EVERY !== 0) continue
      const { from, to } = articles.rows.get(article)!
      const others = read(without(everywhere[0]!, { from, to }))
      yield { article, about: 'off-topic', answers: [], ...others, right: others.units.map(() => false) }
    }
  }
}

/** The question's first word and one to three of the others, in their order; null where it has no more. */
export function shortened(question: string, turn: number): string | null {
  const [first, ...words] = wordsOf(question, 'en')
  const content = words.filter(({ small }) => !small)
  const count = 1 + (turn % 3)
  if (!first || content.length <= count) return null
  const from = turn % (content.length - count + 1)
  const kept = [first, ...content.slice(from, from + count)]
  return `${kept.map(({ start, end }) => question.slice(start, end)).join(' ')}?`
}

function without(all: RowRange, { from, to }: RowRange): RowRange[] {
  return [
    { from: all.from, to: from },
    { from: to, to: all.to },
  ].filter(range => range.to > range.from)
}

/** Whether a text has one of these in its words. */
export function saysOneOf(text: string, answers: readonly string[]): boolean {
  const said = ` ${wordsOnly(text)} `
  return answers.some(answer => said.includes(` ${wordsOnly(answer)} `))
}

function wordsOnly(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The paragraphs of an article follow one another. */
function articlesOf({ passages }: Collection) {
  const rows = new Map<string, RowRange>()
  const ofDocument = new Map<string, string>()
  for (const [row, { documentId, documentName }] of passages.entries()) {
    const known = rows.get(documentName)
    rows.set(documentName, { from: known?.from ?? row, to: row + 1 })
    ofDocument.set(documentId, documentName)
  }
  return { rows, ofDocument }
}
