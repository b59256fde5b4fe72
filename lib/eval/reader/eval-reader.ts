import { answeringUnits } from '#lib/core/quotes/answer-in-quotes.ts'
import { chooseQuotes } from '#lib/core/quotes/choose-quotes.ts'
import { linesOfQuote } from '#lib/core/quotes/lines-of-quote.ts'
import { judge, type ReaderModel } from '#lib/core/quotes/read-passages.ts'
import { FITTED_ON, SHIPPED } from '#lib/core/quotes/reader-model.ts'
import { createEncoder } from '#lib/local-aws/bedrock/encoder/encoder.ts'
import { readCorpus } from '../beir-folder.ts'
import { buildCollection } from '../collection.ts'
import { KeptVectors } from '../kept-vectors.ts'
import { crossValidate, fitReader } from './fit-reader.ts'
import { type ReaderCase, readerCases, saysOneOf, shortened } from './reader-cases.ts'
import { readSquadQuestions } from './squad-folder.ts'

export interface ReaderReport {
  questions: number
  answerable: number
  /** Shares, 0 to 1. */
  rightOfAnswered: number
  answered: number
  impossibleAnswered: number
  offTopicAnswered: number
  /** Each judged by a model that has not seen its article; else by the shipped one. */
  crossValidated: boolean
  /** Fitted anew on all of them, where that was asked for. */
  fitted: { model: ReaderModel; on: string } | null
}

/**
 * How well the reader answers questions of SQuAD 2.0's kind, asked of all paragraphs together. On the questions that
 * the shipped model was fitted on, models are fitted without the article of each question. Throws BadFolder.
 */
export async function evalReader(
  folder: string,
  {
    keptIn,
    lexicalWeight,
    fit,
    say,
  }: { keptIn: string; lexicalWeight: number; fit: boolean; say: (line: string) => void },
): Promise<ReaderReport> {
  const { questions, sha256 } = readSquadQuestions(folder)
  const cases = await readAll()
  const crossValidated = fit || sha256 === FITTED_ON
  say(crossValidated ? 'Fitting without the article of each question …' : 'Judging by the shipped model …')
  const judged = crossValidated ? crossValidate(cases) : cases.map(one => ({ one, model: SHIPPED }))
  const whole = judged.filter(({ one }) => !one.shortened)
  const outcomes = whole.map(({ one, model }) => outcomeOf(one, model))
  const answerable = outcomes.filter(({ about }) => about === 'answerable')
  const answered = answerable.filter(outcome => outcome.answered)
  const share = (about: ReaderCase['about']) => {
    const some = outcomes.filter(outcome => outcome.about === about)
    return some.filter(outcome => outcome.answered).length / some.length
  }
  return {
    ...{ questions: questions.length, answerable: answerable.length, crossValidated },
    rightOfAnswered: answered.filter(({ right }) => right).length / answered.length,
    answered: answered.length / answerable.length,
    impossibleAnswered: share('impossible'),
    offTopicAnswered: share('off-topic'),
    fitted: fit ? { model: fitReader(cases), on: sha256 } : null,
  }

  async function readAll(): Promise<ReaderCase[]> {
    const encoder = createEncoder()
    try {
      const vectors = await KeptVectors.open(keptIn, encoder)
      try {
        say('Reading the paragraphs …')
        const collection = await buildCollection(readCorpus(folder), vectors, () => undefined)
        say(`Asking ${questions.length.toLocaleString('en')} questions …`)
        const places = new Map<string, number>()
        const texts = questions.flatMap(({ question }, at) =>
          [question, shortened(question, at) ?? []].flat(),
        )
        for (let at = 0; at < texts.length; at += UNDER_WAY) {
          const some = texts.slice(at, at + UNDER_WAY)
          const found = await Promise.all(some.map(text => vectors.place(text)))
          for (const [index, text] of some.entries()) places.set(text, found[index]!)
        }
        const vectorOf = (question: string) => vectors.read(places.get(question)!)
        return [...readerCases(collection, questions, vectorOf, lexicalWeight)]
      } finally {
        vectors.close()
      }
    } finally {
      await encoder.close()
    }
  }
}

/** Enough for all threads of the encoder. */
const UNDER_WAY = 256

function outcomeOf(one: ReaderCase, model: ReaderModel) {
  const reading = judge(one, model)
  const answering = answeringUnits(reading)
  const answered = answering.length > 0
  const quotes = chooseQuotes(reading, answering, one.passages)
  const right = quotes.some(quote => saysOneOf(linesOfQuote(quote).join('\n'), one.answers))
  return { about: one.about, answered, right }
}
