import { expect, it } from 'vitest'
import type { AnswerEvent } from '../core/chat/answer-event.ts'
import { newTurn, sentencesCiting, turnAfter, turnsOfMessages } from './turn.ts'

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

const source = (n: number | null) => ({
  n,
  documentId: `doc_${n}`,
  documentName: `${n}.pdf`,
  place: { headingPath: [] },
  text: '',
  start: 0,
  end: 0,
})

it('gives a source its number when the answer first cites it', () => {
  const turn = after(
    { type: 'sources', sources: [source(null), source(null)] },
    { type: 'citation', source: 1, n: 1 },
    { type: 'text', delta: 'Yes. [1]' },
  )
  expect(turn.sources.map(({ n }) => n)).toEqual([null, 1])
})

it('finds the sentences that cite a source, alone or beside others', () => {
  const text = 'Dogs are welcome. [1] Tickets cost €28. [2][3] Boats leave at noon. [1, 2]'
  const answer = { text, sources: [1, 2, 3].map(source) }
  expect(sentencesCiting(answer, 1)).toEqual(['Dogs are welcome.', 'Boats leave at noon.'])
  expect(sentencesCiting(answer, 3)).toEqual(['Tickets cost €28.'])
  expect(sentencesCiting(answer, 4)).toEqual([])
  expect(sentencesCiting(answer, null)).toEqual([])
})
