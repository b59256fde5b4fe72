import fc from 'fast-check'
import { expect, it } from 'vitest'
import { joinedMarks, markedPieces } from './marked-pieces.ts'

it('cuts a text where marks begin and end, those that touch as one', () => {
  const marks = [
    { start: 8, end: 11 },
    { start: 0, end: 3 },
    { start: 2, end: 5 },
  ]
  expect(joinedMarks(marks)).toEqual([
    { start: 0, end: 5 },
    { start: 8, end: 11 },
  ])
  expect(markedPieces('one, two, three', marks)).toEqual([
    { start: 0, text: 'one, ', marked: true },
    { start: 5, text: 'two', marked: false },
    { start: 8, text: ', t', marked: true },
    { start: 11, text: 'hree', marked: false },
  ])
})

it('loses and repeats nothing, and marks each character that some mark covers', () => {
  const mark = fc.tuple(fc.nat(30), fc.nat(30)).map(([start, length]) => ({ start, end: start + length }))
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), fc.array(mark, { maxLength: 5 }), (text, marks) => {
      const pieces = markedPieces(text, marks)
      expect(pieces.map(piece => piece.text).join('')).toBe(text)
      const covered = [...text].map((_, at) => marks.some(({ start, end }) => start <= at && at < end))
      expect(pieces.flatMap(piece => Array.from(piece.text, () => piece.marked))).toEqual(covered)
    }),
  )
})
