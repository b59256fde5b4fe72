import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { answerPrompt } from '#lib/core/chat/answer-prompt.ts'
import { PROMPT_CHARACTERS } from '#lib/core/retrieval/ranking/choose-passages.ts'
import { ASSUMED } from '#lib/core/usage/assumed.ts'
import {
  afterFree,
  canaryCost,
  firewallCost,
  listPrice,
  monthlyCost,
  tokensOfQuestion,
} from '#lib/core/usage/monthly-cost.ts'
import { PROJECT_ROOT } from '../project-root.ts'
import { costsPage } from './costs.ts'

it('the page on costs is what the command prints today: npm run docent -- costs --write', () => {
  expect(readFileSync(join(PROJECT_ROOT, 'docs/operate/costs.md'), 'utf8')).toBe(costsPage())
})

it('the prompt that is reckoned with is as long as a full one', () => {
  const passage = 'The museum opens at ten and closes at six in the evening. '.repeat(11).slice(0, 600)
  const sources = Array.from({ length: PROMPT_CHARACTERS / passage.length }, (_, index) => ({
    n: index + 1,
    documentId: 'doc_1',
    documentName: 'Visitor rules.pdf',
    place: { headingPath: ['Visiting'], page: index + 1 },
    text: passage,
    start: 0,
    end: passage.length,
  }))
  const bot = {
    name: 'Museum',
    purpose: 'Questions about a visit.',
    instructions: '',
    language: 'auto',
  } as const
  const { instructions, messages } = answerPrompt(bot, sources, [], 'When does the museum open on Sundays?')
  const characters =
    instructions.length +
    messages.flatMap(({ content }) => content).reduce((total, { text }) => total + text.length, 0)
  expect(ASSUMED.promptTokens / (characters / 4)).toBeGreaterThan(0.9)
  expect(ASSUMED.promptTokens / (characters / 4)).toBeLessThan(1.1)
})

it('a million questions cost what a slip of paper says', () => {
  const { input, output } = tokensOfQuestion()
  expect({ input, output }).toEqual({ input: 2_167, output: 160 })
  const cost = Object.fromEntries(monthlyCost(1_000_000).map(line => [line.what, listPrice(line)]))
  expect(cost['Model, read']).toBeCloseTo(2_167 * 1.1, 6)
  expect(cost['Model, written']).toBeCloseTo(160 * 5.5, 6)
  expect(cost['DynamoDB, writes']).toBeCloseTo((17 + 0.012 + 0.004 + 0.00864) * 0.625, 6)
  expect(cost['X-Ray']).toBeCloseTo(1.0433 * 5, 6)
  // Asked 648,000 times for nothing, and five times a document.
  expect(cost.SQS).toBeCloseTo(0.6485 * 0.4, 6)
  expect(cost['S3, writes']).toBeCloseTo((100 * 6 * 0.005) / 1_000, 6)
  expect(cost['Amplify Hosting, served']).toBeCloseTo(80 * 0.15, 6)
})

it('an installation that nobody asks costs less than two dollars and a quarter, and never less than nothing', () => {
  const idle = monthlyCost(0)
  expect(idle.reduce((sum, line) => sum + afterFree(line), 0)).toBeLessThan(2.25)
  for (const line of idle) expect(afterFree(line)).toBeGreaterThanOrEqual(0)
})

it('a firewall costs its web ACL, three rules, what Amplify takes, and each call', () => {
  expect(firewallCost(0)).toBe(5 + 3 + 15)
  expect(firewallCost(1_000_000)).toBeCloseTo(23 + 3 * 0.6, 6)
})

it('a canary costs as many questions as it asks, its function and its alarm', () => {
  const question = (2_167 * 1.1 + 160 * 5.5) / 1_000_000
  expect(canaryCost()).toBeGreaterThan(2_880 * question + 0.1)
  expect(canaryCost()).toBeLessThan(1.1 * (2_880 * question + 0.1))
})

it('what an account has for nothing is taken off once, from each line alone', () => {
  const line = { what: '', units: 150, unit: 'calls', price: 2, free: 100, because: '' }
  expect(listPrice(line)).toBe(300)
  expect(afterFree(line)).toBe(100)
  expect(afterFree({ ...line, units: 99 })).toBe(0)
})
