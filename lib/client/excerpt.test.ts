import fc from 'fast-check'
import { expect, it } from 'vitest'
import { excerptOf } from './excerpt.ts'

const long = `${'Before it stands much. '.repeat(60)}Dogs are welcome. ${'After it too. '.repeat(60)}`
const dogs = { start: long.indexOf('Dogs'), end: long.indexOf('Dogs') + 'Dogs are welcome.'.length }

it('shows a short passage whole', () => {
  expect(excerptOf('Dogs are welcome.', [{ start: 0, end: 4 }])).toEqual({
    pieces: [
      { start: 0, text: 'Dogs', marked: true },
      { start: 4, text: ' are welcome.', marked: false },
    ],
    cutBefore: false,
    cutAfter: false,
  })
})

it('shows the marked sentence of a long passage, not its beginning', () => {
  const { pieces, cutBefore, cutAfter } = excerptOf(long, [dogs])
  expect(pieces.find(({ marked }) => marked)?.text).toBe('Dogs are welcome.')
  expect([cutBefore, cutAfter]).toEqual([true, true])
  expect(pieces.map(({ text }) => text).join('').length).toBeLessThan(600)
})

it('shows the beginning where nothing is marked', () => {
  expect(excerptOf(long, [])).toMatchObject({ cutBefore: false, cutAfter: true })
})

it('is always one unbroken stretch of the passage, with every visible mark as it was', () => {
  const marks = fc.array(
    fc.tuple(fc.nat(1200), fc.nat(200)).map(([start, length]) => ({ start, end: start + length })),
    { maxLength: 5 },
  )
  fc.assert(
    fc.property(fc.string({ maxLength: 1200 }), marks, (passage, marks) => {
      const inside = marks.map(({ start, end }) => ({
        start: Math.min(start, passage.length),
        end: Math.min(end, passage.length),
      }))
      const { pieces } = excerptOf(passage, inside)
      const whole = pieces.map(({ text }) => text).join('')
      const from = pieces[0]?.start ?? 0
      expect(passage.slice(from, from + whole.length)).toBe(whole)
      for (const piece of pieces) {
        const covered = inside.some(({ start, end }) => start <= piece.start && piece.start < end)
        expect(piece.marked).toBe(covered)
      }
    }),
  )
})
