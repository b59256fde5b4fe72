import { expect, test } from 'vitest'
import { alignedRows, countAligned } from './aligned-table.ts'

test('a cell under a later column alone goes on with the row above; two of three begin a row', () => {
  expect(
    alignedRows([
      'Day      Hall     Hours',
      'Monday   Main     nine to five',
      '                  or by request',
      '         Small    ten to two',
    ]),
  ).toEqual([
    ['Day', 'Hall', 'Hours'],
    ['Monday', 'Main', 'nine to five or by request'],
    ['', 'Small', 'ten to two'],
  ])
})

test('figures that end under one another are a column', () => {
  expect(alignedRows(['Adult        9.00', 'Family      28.00', 'Card       128.00'])).toEqual([
    ['Adult', '9.00'],
    ['Family', '28.00'],
    ['Card', '128.00'],
  ])
})

test.each([
  ['one row', ['Adult        9.00']],
  ['gaps that do not line up', ['It opens at nine  o’clock.', 'It shuts  at six o’clock in summer.']],
  ['a column of prose', [`Adult   ${'a long story '.repeat(9)}`, `Child   ${'a long story '.repeat(9)}`]],
  ['a line before the table', ['Prices:', 'Adult   9', 'Child   4']],
])('%s is no table', (_, lines) => {
  expect(alignedRows(lines)).toBeNull()
})

test('lines are counted from where they are looked at, to the first that cannot be a row', () => {
  const lines = ['Prices:', 'Adult   9', '-----   -', 'Child   4', 'Nobody else pays.', 'Adult   9']
  expect(countAligned(lines, 1)).toBe(3)
  expect(countAligned(lines, 0)).toBe(0)
  expect(countAligned([`Adult   ${'a '.repeat(120)}`], 0)).toBe(0)
})
