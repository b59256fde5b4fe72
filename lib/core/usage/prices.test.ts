import { describe, expect, it } from 'vitest'
import { costOf, DEAREST, PRICES, priceOf } from './prices.ts'

describe('the price of a model', () => {
  it.each([
    ['global.anthropic.claude-haiku-4-5-20251001-v1:0', 1, 5],
    ['us.anthropic.claude-haiku-4-5-20251001-v1:0', 1.1, 5.5],
    ['anthropic.claude-haiku-4-5-20251001-v1:0', 1.1, 5.5],
    ['arn:aws:bedrock:eu-west-1:1:inference-profile/eu.anthropic.claude-haiku-4-5-20251001-v1:0', 1.1, 5.5],
    ['anthropic.claude-sonnet-4-20250514-v1:0', 3, 15],
    ['global.anthropic.claude-sonnet-4-6', 3, 15],
    ['amazon.nova-lite-v1:0', 0.06, 0.24],
    ['amazon.nova-lite-v1:0:300k', 0.06, 0.24],
    ['amazon.titan-embed-text-v2:0', 0.02, 0],
    ['docent.local-model', 0, 0],
  ])('is known for %s', (model, input, output) => {
    const price = priceOf(model)
    expect(price?.input).toBeCloseTo(input, 10)
    expect(price?.output).toBeCloseTo(output, 10)
  })

  it.each([
    'anthropic.claude-haiku-4',
    'anthropic.claude-haiku-4-50',
    'anthropic.claude-sonnet-4-9-v1:0',
    'arn:aws:bedrock:us-east-1:1:application-inference-profile/abc123',
    'constructor',
    '',
  ])('is not guessed for %s', model => {
    expect(priceOf(model)).toBeNull()
    expect(costOf(model, { inputTokens: 1, outputTokens: 1 })).toBeNull()
  })

  it('makes a cost in dollars', () => {
    const usage = { inputTokens: 2_000, outputTokens: 200 }
    expect(costOf('us.anthropic.claude-haiku-4-5-20251001-v1:0', usage)).toBeCloseTo(0.0033, 10)
    expect(costOf('amazon.titan-embed-text-v2:0', { inputTokens: 1_000_000, outputTokens: 0 })).toBe(0.02)
  })

  it('that nobody knows is taken for the dearest there is', () => {
    for (const model of Object.keys(PRICES.models)) {
      expect(priceOf(model)!.input).toBeLessThanOrEqual(DEAREST.input)
      expect(priceOf(model)!.output).toBeLessThanOrEqual(DEAREST.output)
    }
  })
})
