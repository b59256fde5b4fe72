import { expect, it } from 'vitest'
import { shownAnswer } from './shown-answer.ts'
import { newTurn, type Turn } from './turn.ts'

const source = (n: number | null) => ({
  n,
  documentId: `doc_${n}`,
  documentName: `${n}.pdf`,
  place: { headingPath: [] },
  text: '',
  start: 0,
  end: 0,
})
const turn: Turn = {
  ...newTurn(1, 'Dogs?'),
  text: 'They may come. [2] On a lead. [1] Not in the **ca',
  sources: [source(1), source(null), source(2)],
}

it('is read once for every part of a page, and anew when the turn has changed', () => {
  expect(shownAnswer(turn)).toBe(shownAnswer(turn))
  expect(shownAnswer(turn).statements).toBe(shownAnswer(turn).statements)
  expect(shownAnswer({ ...turn })).not.toBe(shownAnswer(turn))
})

it('holds what it cites in the order of reading, and its sentences', () => {
  const { cited, statements } = shownAnswer({ ...turn, status: 'done' })
  expect(cited.map(({ n }) => n)).toEqual([2, 1])
  expect(statements.map(({ text }) => text)).toEqual(['They may come.', 'On a lead.', 'Not in the **ca'])
})

it('shows no marks that are still half written', () => {
  expect(JSON.stringify(shownAnswer({ ...turn, status: 'writing' }).blocks)).not.toContain('**')
  expect(JSON.stringify(shownAnswer({ ...turn, status: 'stopped' }).blocks)).toContain('**')
})
