import { describe, expect, it } from 'vitest'
import type { Bot } from '../bots/bot.ts'
import { DocentError } from '../errors.ts'
import type { Encoder, FoundPassage } from '../retrieval/ports.ts'
import { plainIndex } from '../retrieval/testing/plain-index.ts'
import { previewSearch } from './search-preview.ts'
import { searchPreviewSchema } from './search-preview-result.ts'

const bot = { id: 'bot_1', knowledgeVersion: 3 } as Bot
const RULES = 'A family ticket for two adults and up to three children costs 28 euros.'

/** Has no phrase by which passages are put into another order. */
const ONE_WORD = 'Family?'

function passage(change: Partial<FoundPassage>): FoundPassage {
  const text = change.text ?? RULES
  return {
    documentId: 'doc_1',
    documentName: 'Rules.pdf',
    ordinal: 0,
    text,
    start: 0,
    end: text.length,
    place: { locator: { kind: 'page', page: 2 }, headingPath: ['Visit', 'Tickets'] },
    cosine: 0.5,
    lexical: 2,
    score: 0.8,
    ...change,
  }
}

function fail(error: unknown): never {
  throw error
}

async function search(found: FoundPassage[], question = 'What does a family ticket cost?') {
  const asked: unknown[] = []
  let now = 1_000
  const embedded: string[] = []
  const index = plainIndex(found, ({ botId, text, vector, k }) =>
    asked.push({ of: botId, text, vector: [...vector], k }),
  )
  const encoder = { name: 'letters', encode: async () => Float32Array.of(1, 0) }
  const meter = {
    meteredEncoder: ({ name, encode }: Encoder): Encoder => ({
      name,
      encode: text => {
        embedded.push(text)
        return encode(text)
      },
    }),
  }
  const clock = () => {
    now += 40
    return now
  }
  const result = await previewSearch(
    { index, reranker: null, encoder, clock, meter, onError: fail },
    bot,
    question,
    new AbortController().signal,
  )
  return { result, asked, embedded }
}

describe('a search preview', () => {
  it('searches as an answer does, and tells how long that took', async () => {
    const { result, asked, embedded } = await search([passage({})])
    expect(asked).toEqual([{ of: 'bot_1', text: 'What does a family ticket cost?', vector: [1, 0], k: 20 }])
    expect(embedded).toEqual(['What does a family ticket cost?'])
    expect(result.milliseconds).toBe(40)
    expect(searchPreviewSchema.parse(result)).toEqual(result)
  })

  it('keeps the order in which an answer reads them', async () => {
    const { result } = await search([
      passage({ ordinal: 9, text: 'It is a cost of the family, and a ticket is not.', score: 0.5 }),
      passage({ ordinal: 2, score: 0.49 }),
    ])
    expect(result.passages.map(({ ordinal }) => ordinal)).toEqual([2, 9])
  })

  it('finds nothing where there is nothing', async () => {
    expect((await search([])).result).toMatchObject({ passages: [] })
  })

  it('compares each score with the best, which has 100, and keeps what was measured', async () => {
    const { result } = await search(
      [
        passage({ score: 0.9, lexical: 4, cosine: 0.6 }),
        passage({ score: 0.3, lexical: 0.001, cosine: 0.3, ordinal: 4, text: 'Other words.' }),
        passage({ score: 0, lexical: 0, cosine: -0.1, ordinal: 8, text: 'Nothing in common.' }),
      ],
      ONE_WORD,
    )
    const points = result.passages.map(({ words, meaning, together }) => [words, meaning, together])
    expect(points.map(three => three.map(score => score.points))).toEqual([
      [100, 100, 100],
      [1, 50, 33],
      [0, 0, 0],
    ])
    expect(result.passages[1]?.meaning.measured).toBe(0.3)
    expect(result.passages[2]?.meaning.measured).toBe(-0.1)
  })

  it('takes the only passage for the best, although nothing of the question is in it', async () => {
    const only = passage({ lexical: 0, cosine: -0.2, score: 0, text: 'Dogs.' })
    const [{ words, meaning, together } = {}] = (await search([only])).result.passages
    expect([words?.points, meaning?.points, together?.points]).toEqual([0, 0, 100])
  })

  it('marks the question’s words in the text, the nearest heading and the name', async () => {
    const { result } = await search([passage({ documentName: 'Family prices.pdf' })])
    const [{ marks, text = '' } = {}] = result.passages
    expect(marks?.text.map(({ start, end }) => text.slice(start, end))).toEqual(['family', 'ticket', 'costs'])
    expect(marks?.heading).toEqual([{ start: 0, end: 'Tickets'.length }])
    expect(marks?.name).toEqual([{ start: 0, end: 'Family'.length }])
  })

  it('tells of each word how many passages have it, in the text or above it', async () => {
    const { result } = await search(
      [passage({}), passage({ ordinal: 5, text: 'Dogs may wait in the courtyard.' })],
      'Does an elephant need a ticket for the courtyard?',
    )
    expect(result.words).toEqual([
      { word: 'elephant', passages: 0 },
      { word: 'need', passages: 0 },
      { word: 'ticket', passages: 2 },
      { word: 'courtyard', passages: 1 },
    ])
  })

  it('knows no words in a question without any', async () => {
    expect((await search([passage({})], '🦊🐳')).result.words).toEqual([])
  })

  it('tells what becomes of each passage, and because of which other one', async () => {
    const long = (word: string) => `${word} `.repeat(5_800 / (word.length + 1)).trim()
    const end = 100 + RULES.length
    const { result } = await search(
      [
        passage({ score: 0.9, ordinal: 3, start: 100, end }),
        passage({ score: 0.8, documentId: 'doc_2', text: long('whale') }),
        passage({ score: 0.7, documentId: 'doc_3', ordinal: 7, text: long('garden') }),
        passage({ score: 0.6, documentId: 'doc_4', ordinal: 3 }),
        passage({ score: 0.5, ordinal: 4, text: 'Children enter free.', start: end + 1, end: end + 21 }),
      ],
      ONE_WORD,
    )
    expect(result.passages.map(one => [one.fate, one.with])).toEqual([
      ['read', null],
      ['read', null],
      ['no-room', null],
      ['same', 1],
      ['joined', 1],
    ])
  })
})

describe('a search that fails', () => {
  const failing = (error: unknown) =>
    previewSearch(
      {
        index: plainIndex([]),
        reranker: null,
        onError: fail,
        encoder: { name: 'letters', encode: () => Promise.reject(error) },
        clock: () => 0,
        meter: { meteredEncoder: encoder => encoder },
      },
      bot,
      'Who?',
      new AbortController().signal,
    ).catch(thrown => thrown)

  it('does not speak of an answer: nobody waits for one', async () => {
    const cause = new DocentError('busy', 'The model that answers is busy.', 'Wait.', { retryAfter: 5 })
    expect(await failing(cause)).toMatchObject({
      code: 'busy',
      message: 'The search is very busy at the moment.',
      nextStep: 'Wait.',
      retryAfter: 5,
      cause,
    })
    const broken = await failing(new DocentError('model-failed', 'What has arrived is kept.', 'Try again.'))
    expect(broken).toMatchObject({ code: 'model-failed', message: 'The search broke off.' })
  })

  it('keeps every other error as it is', async () => {
    const closed = new DocentError('unavailable', 'Not open.', 'Ask.')
    expect(await failing(closed)).toBe(closed)
    const unknown = new Error('socket')
    expect(await failing(unknown)).toBe(unknown)
  })
})
