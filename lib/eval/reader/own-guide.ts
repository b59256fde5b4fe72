import { quotesAsText } from '#lib/core/chat/quotes-as-text.ts'
import { sourceOfPassage } from '#lib/core/chat/source-of-passage.ts'
import { answerInQuotes } from '#lib/core/quotes/answer-in-quotes.ts'
import { resolveFollowUp, type TurnBefore } from '#lib/core/quotes/follow-up.ts'
import { phrasesIn } from '#lib/core/quotes/phrases.ts'
import type { QuotedAnswer } from '#lib/core/quotes/quote.ts'
import { detectQuestionLanguage } from '#lib/core/retrieval/lexical/language.ts'
import { lookUpWords } from '#lib/core/retrieval/lexical/look-up-words.ts'
import type { FoundPassage } from '#lib/core/retrieval/ports.ts'
import type { QuestionWords } from '#lib/core/retrieval/question-words.ts'
import { choosePassages } from '#lib/core/retrieval/ranking/choose-passages.ts'
import { createEncoder } from '#lib/local-aws/bedrock/encoder/encoder.ts'
import { type Collection, collectDocuments, type ReadDocument } from '../collection.ts'
import { KeptVectors } from '../kept-vectors.ts'
import { rankPassages } from '../rank-documents.ts'
import type { OwnQuestion } from './own-question.ts'

/** Documents in one guide, ready to be asked. */
export interface OwnGuide {
  passages: number
  ask(question: Pick<OwnQuestion, 'question' | 'before'>): Promise<Answered>
}

export interface Answered {
  /** What the reader was given; null where the guide asks back what is meant. */
  read: { words: QuestionWords; passages: FoundPassage[] } | null
  quoted: QuotedAnswer
}

export interface OwnGuideOptions {
  /** Where vectors are kept from run to run. */
  keptIn: string
  lexicalWeight: number
}

/** All documents in one guide, for as long as `use` takes. */
export async function withOwnGuide<Result>(
  documents: readonly ReadDocument[],
  { keptIn, lexicalWeight }: OwnGuideOptions,
  use: (guide: OwnGuide) => Promise<Result>,
): Promise<Result> {
  const encoder = createEncoder()
  try {
    const vectors = await KeptVectors.open(keptIn, encoder)
    try {
      const collection = await collectDocuments(documents, vectors, () => undefined)
      const find = finder(collection, vectors, lexicalWeight)
      return await use({ passages: collection.passages.length, ask: asked => converse(asked, find) })
    } finally {
      vectors.close()
    }
  } finally {
    await encoder.close()
  }
}

type Find = (question: string) => Promise<NonNullable<Answered['read']>>

/** What is read for a question that stands alone. */
function finder(collection: Collection, vectors: KeptVectors, lexicalWeight: number): Find {
  const segments = collection.segments.map(({ segment }) => ({
    segment,
    live: [{ from: 0, to: segment.rows }],
  }))
  return async question => {
    const words = lookUpWords(segments, question)
    const vector = vectors.read(await vectors.place(words.text))
    const found = rankPassages(collection, { text: words.text, vector }, lexicalWeight)
    return { words, passages: choosePassages(found).passages }
  }
}

/** Asks the questions before, then this one, each as the product answers in quotes. */
async function converse({ question, before = [] }: Parameters<OwnGuide['ask']>[0], find: Find) {
  let turn: TurnBefore | null = null
  for (const earlier of before) {
    const { read, quoted } = await answer(turn, earlier, find)
    if (read) turn = { question: read.words.text, answer: textOf(quoted, read.passages) }
  }
  return answer(turn, question, find)
}

async function answer(turn: TurnBefore | null, question: string, find: Find): Promise<Answered> {
  const spoken = detectQuestionLanguage(question)
  const resolved = resolveFollowUp(turn, question)
  if ('unclear' in resolved) {
    const said = phrasesIn(spoken).unclear.replace('{word}', () => resolved.unclear)
    return { read: null, quoted: { said, quotes: [], nearest: [], unknown: [] } }
  }
  const read = await find(resolved.question)
  return { read, quoted: answerInQuotes(read.words, read.passages, spoken) }
}

function textOf(quoted: QuotedAnswer, passages: readonly FoundPassage[]): string {
  const sources = passages.map((passage, at) => ({ ...sourceOfPassage(passage), n: at + 1 }))
  return quotesAsText(quoted, sources)
}
