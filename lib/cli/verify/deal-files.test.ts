import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dealFiles, type TimedFile } from './deal-files.ts'

const someFiles = (maxLength: number) =>
  fc
    .array(fc.integer({ min: 1, max: 50 }), { maxLength })
    .map(list => list.map((seconds, at): TimedFile => ({ path: `file${at}.test.ts`, seconds })))
const sum = (files: TimedFile[]) => files.reduce((total, { seconds }) => total + seconds, 0)
const longest = (lots: TimedFile[][]) => Math.max(...lots.map(sum))

it('deals every file once, slowest first in each lot', () => {
  fc.assert(
    fc.property(someFiles(40), fc.integer({ min: 1, max: 6 }), (files, count) => {
      const lots = dealFiles(files, count)
      expect(lots).toHaveLength(count)
      expect(new Set(lots.flat())).toEqual(new Set(files))
      expect(lots.flat()).toHaveLength(files.length)
      for (const lot of lots) {
        const times = lot.map(({ seconds }) => seconds)
        expect(times).toEqual(times.toSorted((a, b) => b - a))
      }
    }),
  )
})

it('deals the same lots whatever order the files come in', () => {
  const shuffled = someFiles(20).chain(files =>
    fc.tuple(
      fc.constant(files),
      fc.shuffledSubarray(files, { minLength: files.length, maxLength: files.length }),
    ),
  )
  fc.assert(
    fc.property(shuffled, ([files, others]) => {
      expect(dealFiles(others, 3)).toEqual(dealFiles(files, 3))
    }),
  )
})

it('is within a third of the best dealing there is', () => {
  fc.assert(
    fc.property(someFiles(7), fc.integer({ min: 1, max: 3 }), (files, count) => {
      const best = Math.min(...everyDealing(files, count).map(longest))
      expect(longest(dealFiles(files, count))).toBeLessThanOrEqual((4 / 3) * best)
    }),
  )
})

function everyDealing(files: TimedFile[], count: number): TimedFile[][][] {
  const [first, ...rest] = files
  if (!first) return [Array.from({ length: count }, () => [])]
  return everyDealing(rest, count).flatMap(lots =>
    lots.map((_, at) => lots.map((lot, other) => (other === at ? [first, ...lot] : lot))),
  )
}
