import { expect, it } from 'vitest'
import type { TextBlock } from '../core/documents/structured-text.ts'
import { partsOf, runsOf } from './document-parts.ts'

function block(kind: TextBlock['kind'], locator?: TextBlock['locator']): TextBlock {
  return { kind, start: 0, end: 1, headingPath: [], locator }
}
const row = (sheet: string, at: number) =>
  block('table-row', { kind: 'sheet', sheet, cells: `A${at}:C${at}` })
const page = (at: number) => block('paragraph', { kind: 'page', page: at })

it('a part is a page, and is told once', () => {
  const parts = partsOf([page(1), page(1), page(2), page(1)])
  expect(parts.map(({ label, blocks }) => [label, blocks.length])).toEqual([
    ['Page 1', 2],
    ['Page 2', 1],
    ['Page 1', 1],
  ])
})

it('what has no place is one part without a label', () => {
  expect(partsOf([block('heading'), block('paragraph')])).toEqual([{ label: '', blocks: expect.any(Array) }])
})

it('a sheet is told once, and laid out in pieces', () => {
  const rows = Array.from({ length: 450 }, (_, at) => row('Costs', at + 1))
  const parts = partsOf([...rows, row('Rooms', 1)])
  expect(parts.map(({ label, blocks }) => [label, blocks.length])).toEqual([
    ['Costs', 200],
    ['', 200],
    ['', 50],
    ['Rooms', 1],
  ])
})

it('rows that stand below one another are one table', () => {
  const runs = runsOf([
    row('Costs', 1),
    row('Costs', 2),
    row('Costs', 4),
    block('paragraph'),
    block('paragraph'),
  ])
  expect(runs.map(run => run.length)).toEqual([2, 1, 1, 1])
  expect(runsOf([block('table-row'), block('table-row')])).toHaveLength(1)
})
