import { expect, it, vi } from 'vitest'
import { questionCost } from './question-cost.ts'

const HAIKU = 'global.anthropic.claude-haiku-4-5-20251001-v1:0'
const TITAN = 'amazon.titan-embed-text-v2:0'

it('a question costs whole millionths of a dollar, both models together', () => {
  const { of } = questionCost({ chat: HAIKU, embedding: TITAN, rerank: null }, () => {})
  expect(of({ inputTokens: 1_800, outputTokens: 90, embeddingTokens: 100 })).toBe(2_252)
  expect(of({ inputTokens: 0, outputTokens: 0, embeddingTokens: 20 })).toBe(0)
})

it('a document costs what the model takes for it, and the writing of its passages, there and away', () => {
  const { ofDocument } = questionCost({ chat: HAIKU, embedding: TITAN, rerank: null }, () => {})
  expect(ofDocument(1_000_000, 0)).toBe(20_000)
  // Two times six units at .625 dollars a million.
  expect(ofDocument(0, 1_000)).toBe(7_500)
  expect(ofDocument(0, 0)).toBe(0)
})

it('a model of unknown price is told once and taken for the dearest', () => {
  const onUnknown = vi.fn()
  const { of, estimate } = questionCost(
    { chat: 'somebody.new-model', embedding: TITAN, rerank: null },
    onUnknown,
  )
  expect(of({ inputTokens: 1_000, outputTokens: 1_000, embeddingTokens: 0 })).toBe(90_000)
  expect(estimate).toBeGreaterThan(of({ inputTokens: 1_800, outputTokens: 200, embeddingTokens: 20 }))
  expect(onUnknown.mock.calls).toEqual([['somebody.new-model']])
})

it('passages put into order by a model cost as much again for each question that is searched for', () => {
  const onUnknown = vi.fn()
  const usage = { inputTokens: 1_800, outputTokens: 90, embeddingTokens: 100 }
  const costWith = (rerank: string | null, question = usage) =>
    questionCost({ chat: HAIKU, embedding: TITAN, rerank }, onUnknown).of(question)
  expect(costWith('cohere.rerank-v3-5:0') - costWith(null)).toBe(2_000)
  expect(costWith('arn:aws:bedrock:us-east-1::foundation-model/amazon.rerank-v1:0') - costWith(null)).toBe(
    1_000,
  )
  expect(costWith('cohere.rerank-v3-5:0', { ...usage, embeddingTokens: 0 })).toBe(2_250)
  expect(onUnknown).not.toHaveBeenCalled()
  expect(costWith('somebody.rerank-v9:0') - costWith(null)).toBe(2_000)
  expect(onUnknown.mock.calls).toEqual([['somebody.rerank-v9:0']])
})
