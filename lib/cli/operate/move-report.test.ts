import { expect, it } from 'vitest'
import { sampleBot } from '#lib/core/testing/sample-items.ts'
import { moveEnding, moveReporter } from './move-report.ts'

const bot = sampleBot('bot_1', { name: 'Harbour Museum' })

it('says which way it goes, and that a bot is there already', () => {
  const report = moveReporter()
  expect(report({ step: 'began', bot, to: 's3vectors' })).toBe('Moving Harbour Museum to Amazon S3 Vectors.')
  expect(report({ step: 'began', bot: { ...bot, index: 's3vectors' }, to: 's3vectors' })).toContain('already')
  expect(report({ step: 'began', bot, to: 'packs' })).toBe('Moving Harbour Museum back to packs.')
})

it('says how far it is after each tenth, and again when it copies anew', () => {
  const report = moveReporter()
  const lines = (from: number) =>
    Array.from({ length: 100 }, (_, at) =>
      report({ step: 'copying', done: from + at + 1, total: 100 }),
    ).filter(line => line !== null)
  expect(lines(0)).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90].map(done => `  ${done} of 100 passages`))
  expect(report({ step: 'copied', copied: { documents: 2, passages: 100, before: 97 } })).toBe(
    'All 100 passages of 2 documents are there; 3 were copied just now.',
  )
  expect(lines(0)).toHaveLength(9)
})

it('counts what both find, question by question, and never rounds up', () => {
  const report = moveReporter()
  const questions = [{ question: `Why ${'so '.repeat(40)}long?`, shared: 3, of: 10 }]
  const said = report({ step: 'compared', parity: { questions, mean: 0.99999 } })
  expect(said).toContain('Asked both one question.')
  expect(said).toMatch(/^ {3}3 of 10 {2}Why so .*…$/m)
  expect(said).toContain('On average 99.9 %')
  expect(report({ step: 'compared', parity: { questions: [], mean: 1 } })).toContain('nothing to compare')
})

it('ends with what to do next', () => {
  expect(moveEnding({ outcome: 'moved' }, bot.id)).toBeNull()
  expect(moveEnding({ outcome: 'not-found', bot: null }, 'bot_NONE')).toBe('There is no guide bot_NONE.')
  expect(moveEnding({ outcome: 'not-found', bot }, bot.id)).toBe('Harbour Museum was deleted meanwhile.')
  expect(moveEnding({ outcome: 'too-different', bot }, bot.id)).toContain('less than 90 %')
  expect(moveEnding({ outcome: 'unfinished', documents: ['Late.txt'] }, bot.id)).toContain('Late.txt')
})
