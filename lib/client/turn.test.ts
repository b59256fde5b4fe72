import { describe, expect, it } from 'vitest'
import type { AnswerEvent } from '../core/chat/answer-event.ts'
import { isOpen, newTurn, turnAfter, turnInView, turnsOfMessages } from './turn.ts'

const summary = {
  answered: true,
  stopped: false,
  usage: { inputTokens: 1, outputTokens: 1 },
  timing: { firstTokenMs: 10, totalMs: 20 },
}
const problem = { code: 'cut-off', message: 'The answer ended early.', nextStep: 'Try again.' }
const source = {
  n: null,
  documentId: 'doc_1',
  documentName: 'Rules.pdf',
  place: { headingPath: [] },
  text: '',
  start: 0,
  end: 0,
}
const turnOf = (...events: AnswerEvent[]) => events.reduce(turnAfter, newTurn(1, 'Dogs?'))

describe('a turn', () => {
  it('waits, is written, and is done', () => {
    expect(turnOf().status).toBe('waiting')
    expect(turnOf({ type: 'text', delta: 'Yes' }).status).toBe('writing')
    expect(
      turnOf({ type: 'text', delta: 'Yes' }, { type: 'text', delta: '.' }, { type: 'done', summary }),
    ).toMatchObject({ status: 'done', text: 'Yes.', problem: null })
    expect([turnOf(), turnOf({ type: 'done', summary })].map(isOpen)).toEqual([true, false])
  })

  it('was stopped where the server says so', () => {
    expect(turnOf({ type: 'done', summary: { ...summary, stopped: true } }).status).toBe('stopped')
  })

  it('keeps what has arrived when the answer breaks off', () => {
    expect(turnOf({ type: 'text', delta: 'Yes, but' }, { type: 'problem', problem })).toMatchObject({
      status: 'failed',
      text: 'Yes, but',
      problem,
    })
  })

  it('knows that it could not be stored', () => {
    expect(turnOf({ type: 'unkept' }, { type: 'done', summary })).toMatchObject({
      ...{ status: 'done', unkept: true },
    })
  })

  it('gives a source its number when the answer first cites it', () => {
    const turn = turnOf(
      { type: 'sources', sources: [source, source] },
      { type: 'citation', source: 1, n: 1 },
      { type: 'text', delta: 'Yes. [1]' },
    )
    expect(turn.sources.map(({ n }) => n)).toEqual([null, 1])
  })
})

describe('a second try', () => {
  const earlier = turnOf(
    { type: 'sources', sources: [{ ...source, n: 1 }] },
    { type: 'text', delta: 'Yes, but [1]' },
    { type: 'problem', problem },
  )
  const sources: AnswerEvent = { type: 'sources', sources: [] }

  it('leaves in view what the first one brought, until it has words of its own', () => {
    const { text, sources: shown } = earlier
    expect(turnInView(turnOf(sources), earlier)).toMatchObject({ status: 'waiting', text, sources: shown })
    const begun = turnOf(sources, { type: 'text', delta: 'No' })
    expect(turnInView(begun, earlier)).toBe(begun)
  })

  it('leaves it there also when it fails without a word, but not when it ends without one', () => {
    expect(turnInView(turnOf({ type: 'problem', problem }), earlier).text).toBe(earlier.text)
    expect(turnInView(turnOf({ type: 'done', summary }), earlier).text).toBe('')
  })

  it('shows its sources at once where the first one brought no words', () => {
    const found = turnOf({ type: 'sources', sources: [source] })
    expect(turnInView(found, turnOf())).toBe(found)
  })
})

describe('a stored conversation', () => {
  const message = {
    sources: [],
    summary: null,
    problem: null,
    searched: null,
    quoted: null,
    createdAt: '2026-11-21T10:00:00.000Z',
  }
  const restored = (...messages: { role: 'visitor' | 'guide'; text: string }[]) => {
    let id = 0
    return turnsOfMessages(
      messages.map((said, at) => ({ ...message, id: `m${at}`, ...said })),
      () => ++id,
    )
  }

  it('comes back as it was, also a question that never got an answer', () => {
    const turns = restored(
      { role: 'visitor', text: 'Dogs?' },
      { role: 'guide', text: 'Yes. [1]', ...{ summary } },
      { role: 'visitor', text: 'Cats?' },
    )
    expect(turns).toMatchObject([
      { id: 1, question: 'Dogs?', text: 'Yes. [1]', status: 'done', restored: true },
      { id: 2, question: 'Cats?', text: '', status: 'failed', problem: { code: 'cut-off' }, restored: true },
    ])
  })

  it('tells what failed and what was stopped', () => {
    const turns = restored(
      { role: 'visitor', text: 'Dogs?' },
      { role: 'guide', text: 'Yes', ...{ problem } },
      { role: 'visitor', text: 'Cats?' },
      { role: 'guide', text: 'Per', ...{ summary: { ...summary, stopped: true } } },
    )
    expect(turns.map(({ status }) => status)).toEqual(['failed', 'stopped'])
  })

  it('shows no answer to a question that is no longer kept', () => {
    expect(restored({ role: 'guide', text: 'Yes.' })).toEqual([])
  })
})
