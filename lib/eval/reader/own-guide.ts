import { quotesAsText } from '#lib/core/chat/quotes-as-text.ts'
import { sourceOfPassage } from '#lib/core/chat/source-of-passage.ts'
import { answerTurn, type Library, type Turn, type TurnAnswer } from '#lib/core/quotes/answer-turn.ts'
import type { QuotedAnswer } from '#lib/core/quotes/quote.ts'
import type { Speaker } from '#lib/core/quotes/small-talk.ts'
import { detectQuestionLanguage } from '#lib/core/retrieval/lexical/language.ts'
import { lookUpWords } from '#lib/core/retrieval/lexical/look-up-words.ts'
import type { FoundPassage } from '#lib/core/retrieval/ports.ts'
import { searchedText } from '#lib/core/retrieval/question-words.ts'
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

export type Answered = TurnAnswer

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
      const library = libraryOf(collection, vectors, lexicalWeight)
      return await use({ passages: collection.passages.length, ask: asked => converse(asked, library) })
    } finally {
      vectors.close()
    }
  } finally {
    await encoder.close()
  }
}

/** Where the product's own answers look, over a collection in memory. */
function libraryOf(collection: Collection, vectors: KeptVectors, lexicalWeight: number): Library {
  const segments = collection.segments.map(({ segment }) => ({
    segment,
    live: [{ from: 0, to: segment.rows }],
  }))
  return {
    async find(question) {
      const words = lookUpWords(segments, question)
      const vector = vectors.read(await vectors.place(words.text))
      const found = rankPassages(collection, { text: searchedText(words), vector }, lexicalWeight)
      return { words, passages: choosePassages(found).passages }
    },
    async beginningOf({ documentId }) {
      const scores = { cosine: 0, lexical: 0, score: 0 }
      return collection.passages
        .filter(passage => passage.documentId === documentId)
        .map(passage => ({ ...passage, ...scores }))
    },
  }
}

/** Asks the questions before, then this one, each as the product answers in quotes. */
async function converse({ question, before = [] }: Parameters<OwnGuide['ask']>[0], library: Library) {
  let turn: Pick<Turn, 'before' | 'talkedOf'> = { before: null, talkedOf: null }
  for (const earlier of before) {
    const { words, passages, quoted } = await answerTurn(asking(earlier, turn), library)
    if (words && passages.length > 0)
      turn = {
        before: {
          question: words.text,
          answer: textOf(quoted, passages),
          answered: quoted.quotes.length > 0,
        },
        talkedOf: passages[0] ?? null,
      }
  }
  return answerTurn(asking(question, turn), library)
}

function asking(question: string, turn: Pick<Turn, 'before' | 'talkedOf'>): Turn {
  return { ...turn, question, speaker: SPEAKER, spoken: detectQuestionLanguage(question) }
}

const SPEAKER: Speaker = { name: 'Guide', purpose: '', greeting: '' }

function textOf(quoted: QuotedAnswer, passages: readonly FoundPassage[]): string {
  const sources = passages.map((passage, at) => ({ ...sourceOfPassage(passage), n: at + 1 }))
  return quotesAsText(quoted, sources)
}
