import { expect, it } from 'vitest'
import type { AnswerEvent } from '../core/chat/answer-event.ts'
import { newTurn, sentencesCiting, spokenAnswer, turnAfter, turnsOfMessages } from './turn.ts'

const summary = {
  answered: true,
  stopped: false,
  usage: { inputTokens: 1, outputTokens: 1 },
  timing: { firstTokenMs: 10, totalMs: 20 },
}
const problem = { code: 'cut-off', message: 'The answer ended early.', nextStep: 'Try again.' }
const after = (...events: AnswerEvent[]) => events.reduce(turnAfter, newTurn('1', 'Dogs?'))

it('waits, writes, and is over', () => {
  expect(after().state).toBe('asking')
  expect(after({ type: 'text', delta: 'Yes' }).state).toBe('writing')
  expect(
    after({ type: 'text', delta: 'Yes' }, { type: 'text', delta: '.' }, { type: 'done', summary }),
  ).toMatchObject({ state: 'over', text: 'Yes.', problem: null })
})

it('keeps what has arrived when the answer breaks off', () => {
  expect(after({ type: 'text', delta: 'Yes, but' }, { type: 'problem', problem })).toMatchObject({
    state: 'over',
    text: 'Yes, but',
    problem,
  })
})

it('brings a stored conversation back, also a question that never got an answer', () => {
  const message = { sources: [], summary: null, problem: null, createdAt: '2026-11-21T10:00:00.000Z' }
  const turns = turnsOfMessages([
    { ...message, id: 'm1', role: 'visitor', text: 'Dogs?' },
    { ...message, id: 'm2', role: 'guide', text: 'Yes. [1]', summary },
    { ...message, id: 'm3', role: 'visitor', text: 'Cats?' },
  ])
  expect(turns).toMatchObject([
    { question: 'Dogs?', text: 'Yes. [1]', state: 'over', stopped: false },
    { question: 'Cats?', text: '', state: 'over', stopped: true },
  ])
})

it('finds the sentences that cite a source, alone or beside others', () => {
  const text = 'Dogs are welcome. [1] Tickets cost €28. [2][3] Boats leave at noon. [1, 2]'
  expect(sentencesCiting(text, 1)).toEqual(['Dogs are welcome.', 'Boats leave at noon.'])
  expect(sentencesCiting(text, 3)).toEqual(['Tickets cost €28.'])
  expect(sentencesCiting(text, 4)).toEqual([])
})

it('reads an answer out without its signs', () => {
  expect(spokenAnswer('**Dogs** are welcome. [1] See [the rules](https://x.test).')).toBe(
    'Dogs are welcome. See the rules.',
  )
})
