import { describe, expect, it, vi } from 'vitest'
import type { FoundPassage, Reranker } from '../ports.ts'
import { plainIndex } from '../testing/plain-index.ts'
import { findPassages } from './find-passages.ts'

const bot = { id: 'bot_1', knowledgeVersion: 1, index: 'packs' as const }
const encoder = { name: 'letters', encode: vi.fn(async () => Float32Array.of(1, 0)) }
const found = ['whale', 'museum', 'garden'].map(
  (text, ordinal): FoundPassage => ({
    documentId: 'doc_1',
    documentName: 'Rules.pdf',
    ordinal,
    text,
    start: 0,
    end: text.length,
    place: { headingPath: [] },
    cosine: 0.5,
    lexical: 1,
    score: 0.9 - ordinal / 10,
  }),
)

async function find(reranker: Reranker | null, signal = new AbortController().signal) {
  const onError = vi.fn()
  const index = plainIndex(found)
  const { passages } = await findPassages({ index, encoder, reranker, onError }, bot, 'whale', signal)
  return { texts: passages.map(({ text }) => text), scores: passages.map(({ score }) => score), onError }
}

describe('passages found', () => {
  it('stand in the order of the index where no reranker is set up', async () => {
    const { texts, onError } = await find(null)
    expect(texts).toEqual(['whale', 'museum', 'garden'])
    expect(onError).not.toHaveBeenCalled()
  })

  it('stand in the order of the reranker, equals as they were, with its relevance as score', async () => {
    const rerank = vi.fn(async () => [0.2, 0.2, 1.5])
    const { texts, scores } = await find({ rerank })
    expect(texts).toEqual(['garden', 'whale', 'museum'])
    expect(scores).toEqual([1, 0.2, 0.2])
    expect(rerank).toHaveBeenCalledWith('whale', ['whale', 'museum', 'garden'], expect.any(AbortSignal))
  })

  it.each<[string, Reranker['rerank']]>([
    ['fails', () => Promise.reject(new Error('slow'))],
    ['forgets one', async () => [0.1, 0.2]],
    ['does not know a number', async () => [0.1, Number.NaN, 0.3]],
  ])('are not lost where the reranker %s: we hear of it', async (_, rerank) => {
    const { texts, onError } = await find({ rerank })
    expect(texts).toEqual(['whale', 'museum', 'garden'])
    expect(onError).toHaveBeenCalledOnce()
  })

  it('are searched for as the documents spell it', async () => {
    const asked: string[] = []
    const index = {
      ...plainIndex(found, ({ text }) => asked.push(text)),
      lookUp: async () => ({ text: 'whale', words: [{ word: 'whale', passages: 1 }], passages: 3 }),
    }
    encoder.encode.mockClear()
    const signal = new AbortController().signal
    const { words } = await findPassages(
      { index, encoder, reranker: null, onError: vi.fn() },
      bot,
      'wahle',
      signal,
    )
    expect(words.text).toBe('whale')
    expect(asked).toEqual(['whale'])
    expect(encoder.encode.mock.calls).toEqual([
      ['wahle', signal],
      ['whale', signal],
    ])
  })

  it('are wanted no more where the reader has gone meanwhile', async () => {
    const reader = new AbortController()
    const rerank = async () => {
      reader.abort()
      throw new Error('aborted')
    }
    await expect(find({ rerank }, reader.signal)).rejects.toMatchObject({ name: 'AbortError' })
  })
})
