import { type Rated, rateUnitsOf } from '#lib/core/quotes/read-passages.ts'
import { lookUpWords } from '#lib/core/retrieval/lexical/look-up-words.ts'
import type { FoundPassage } from '#lib/core/retrieval/ports.ts'
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
    const words = lookUpWords(segments, question)
    const read = (live: RowRange[]) => {
      const asked = { text: words.text, vector: vectorOf(question) }
      const { passages } = choosePassages(rankPassages(collection, asked, lexicalWeight, live))
      return { ...rateUnitsOf(words, passages), passages }
    }
    const whole = read(everywhere)
    yield {
      ...{ article, about: impossible ? 'impossible' : 'answerable', answers, ...whole },
      right: whole.units.map(
        ({ unit }) => whole.passages[unit.source]!.documentId === paragraph && saysOneOf(unit.text, answers),
      ),
    }
    if (at % OFF_TOPIC_EVERY !== 0) continue
    const { from, to } = articles.rows.get(article)!
    const others = read(without(everywhere[0]!, { from, to }))
    yield { article, about: 'off-topic', answers: [], ...others, right: others.units.map(() => false) }
  }
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
