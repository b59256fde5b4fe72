import { expect, it } from 'vitest'
import type { FoundPassage } from '../retrieval/ports.ts'
import { answerTurn, type Library } from './answer-turn.ts'

const TEXT =
  'Rooms are ready from three. If you come later, send us a message and you get a code for the key box.'
const PASSAGE: FoundPassage = {
  ...{ documentId: 'doc_1', documentName: 'Rules', ordinal: 0, text: TEXT, start: 0, end: TEXT.length },
  ...{ place: { headingPath: ['Rules', 'Arrival'] }, cosine: 0.5, lexical: 5, score: 0.9 },
}

it('is in doubt where a word was taken for another', async () => {
  const meant = 'Do I get a message?'
  const words = { text: meant, words: [{ word: 'message', passages: 1 }], passages: 9 }
  const library: Library = {
    find: async () => ({ words, passages: [PASSAGE] }),
    beginningOf: async () => [],
  }
  const ask = (question: string) =>
    answerTurn(
      {
        ...{ question, before: null, talkedOf: null, spoken: 'en' },
        speaker: { name: 'Guide', purpose: '', greeting: '' },
      },
      library,
    )
  const [asIs, respelt] = [await ask(meant), await ask('Do I get a massage?')]
  expect(asIs.quoted.quotes).toHaveLength(1)
  expect(respelt.quoted).toEqual({
    ...asIs.quoted,
    said: 'I am not sure that this answers your question:',
  })
  expect(asIs.quoted.said).toBe('')
})
