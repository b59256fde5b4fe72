import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Encoder } from '#lib/local-aws/bedrock/encoder/encoder.ts'
import { KeptVectors } from './kept-vectors.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docent-kept-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Counts what it is asked; a vector is the text's length and a sign of the encoder. */
function countingEncoder(sign = 1) {
  const asked: string[] = []
  const encoder: Encoder = {
    async encode(text) {
      asked.push(text)
      return { vector: Float32Array.of(text.length / 8, sign), tokens: 1 }
    },
    close: async () => {},
  }
  return { encoder, asked: () => asked.filter(text => !text.startsWith('An encoder')) }
}

async function readAll(texts: string[], encoder: Encoder) {
  const kept = await KeptVectors.open(folder, encoder)
  const places = await Promise.all(texts.map(text => kept.place(text)))
  const vectors = places.map(place => [...kept.read(place)])
  kept.close()
  return vectors
}

describe('vectors kept on disk', () => {
  it('are encoded once, in one run and over several', async () => {
    const { encoder, asked } = countingEncoder()
    const first = await readAll(['a', 'bb', 'a'], encoder)
    expect(first).toEqual([
      [0.125, 1],
      [0.25, 1],
      [0.125, 1],
    ])
    expect(await readAll(['bb', 'ccc'], encoder)).toEqual([
      [0.25, 1],
      [0.375, 1],
    ])
    expect(asked()).toEqual(['a', 'bb', 'ccc'])
  })

  it('are not those of an encoder that makes other vectors', async () => {
    await readAll(['a'], countingEncoder(1).encoder)
    expect(await readAll(['a'], countingEncoder(-1).encoder)).toEqual([[0.125, -1]])
  })

  it('lose the one that was being written when the process was ended, and no other', async () => {
    const { encoder, asked } = countingEncoder()
    await readAll(['a', 'bb'], encoder)
    const file = join(folder, readdirSync(folder)[0]!)
    const bytes = statSync(file).size
    appendFileSync(file, 'half a rec')
    expect(await readAll(['bb', 'ccc', 'a'], encoder)).toEqual([
      [0.25, 1],
      [0.375, 1],
      [0.125, 1],
    ])
    expect(statSync(file).size).toBe((bytes / 2) * 3)
    expect(asked()).toEqual(['a', 'bb', 'ccc'])
  })
})
