import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKernel } from './kernel.ts'
import { ADD, RELU, STORE } from './multiply.ts'
import { NORM_EPSILON } from './normalise.ts'

const PAGE = 65_536
const integers = fc.infiniteStream(fc.integer({ min: -9, max: 9 }))
const reals = fc.infiniteStream(fc.double({ min: -20, max: 20, noNaN: true }))

/** Zeros below 8,000, then room at 10,000, 30,000, 50,000 and 70,000 (counted in floats). */
const [ZEROS, FIRST, SECOND, THIRD, FOURTH] = [0, 10_000, 30_000, 50_000, 70_000]

describe.each([
  ['with relaxed SIMD', true],
  ['without', false],
])('the kernel %s', (_, fused) => {
  const kernel = createKernel(8, fused)
  const floats = new Float32Array(kernel.memory.buffer, 0, (8 * PAGE) / 4)
  const fill = (at: number, length: number, numbers: Iterator<number>) => {
    for (let i = 0; i < length; i++) floats[at + i] = numbers.next().value
  }
  const read = (at: number, length: number) => Array.from(floats.subarray(at, at + length))
  const small = (max: number) => fc.integer({ min: 1, max })

  it('multiplies panels as the obvious loop does', () => {
    fc.assert(
      fc.property(
        small(3),
        small(5),
        small(3),
        fc.constantFrom(STORE, RELU, ADD),
        fc.boolean(),
        integers,
        (tiles, fours, panels, mode, biased, numbers) => {
          const [rows, depth, columns] = [tiles * 6, fours * 4, panels * 8]
          const [aStride, cStride] = [depth + 3, columns + 5]
          const bias = biased ? FOURTH : ZEROS
          fill(FIRST, rows * aStride, numbers)
          fill(SECOND, depth * columns, numbers)
          fill(FOURTH, columns, numbers)
          fill(THIRD, rows * cStride, numbers)
          const before = read(THIRD, rows * cStride)
          kernel.multiply(
            FIRST * 4,
            aStride * 4,
            SECOND * 4,
            bias * 4,
            THIRD * 4,
            cStride * 4,
            rows,
            depth,
            panels,
            mode,
          )
          const expected = before.map((old, i) => {
            const [row, column] = [Math.floor(i / cStride), i % cStride]
            if (column >= columns) return old
            let sum = floats[bias + column]!
            for (let k = 0; k < depth; k++) {
              const b = SECOND + (Math.floor(column / 8) * depth + k) * 8 + (column % 8)
              sum += floats[FIRST + row * aStride + k]! * floats[b]!
            }
            if (mode === RELU) return Math.max(0, sum)
            return mode === ADD ? old + sum : sum
          })
          expect(read(THIRD, rows * cStride)).toEqual(expected)
        },
      ),
    )
  })

  it('multiplies what is not zero as the obvious loop multiplies everything', () => {
    const mostlyZero = fc.infiniteStream(
      fc.oneof(fc.constant(0), fc.constant(0), fc.integer({ min: -9, max: 9 })),
    )
    fc.assert(
      fc.property(
        small(5),
        small(6),
        small(2),
        mostlyZero,
        integers,
        (rows, fours, panels, sparse, numbers) => {
          const [depth, columns] = [fours * 4, panels * 32]
          const cStride = columns + 5
          fill(FIRST, rows * depth, sparse)
          fill(SECOND, depth * columns, numbers)
          fill(FOURTH, columns, numbers)
          fill(THIRD, rows * cStride, numbers)
          const before = read(THIRD, rows * cStride)
          const [lists, ends] = [80_000 * 4, 90_000 * 4]
          kernel.listNonZero(FIRST * 4, rows, depth, lists, ends)
          kernel.multiplySparse(
            lists,
            ends,
            SECOND * 4,
            FOURTH * 4,
            THIRD * 4,
            cStride * 4,
            rows,
            depth,
            panels,
          )
          const expected = before.map((old, i) => {
            const [row, column] = [Math.floor(i / cStride), i % cStride]
            if (column >= columns) return old
            let sum = old + floats[FOURTH + column]!
            for (let k = 0; k < depth; k++) {
              const b = SECOND + (Math.floor(column / 32) * depth + k) * 32 + (column % 32)
              sum += floats[FIRST + row * depth + k]! * floats[b]!
            }
            return sum
          })
          expect(read(THIRD, rows * cStride)).toEqual(expected)
        },
      ),
    )
  })

  it('lists as many products as there are values that are not zero', () => {
    floats.set([0, 5, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0], FIRST)
    kernel.listNonZero(FIRST * 4, 3, 4, SECOND * 4, THIRD * 4)
    const starts = [0, 1, 2].map(row => SECOND * 4 + row * 4 * 8)
    const ends = Array.from(new Int32Array(kernel.memory.buffer, THIRD * 4, 3))
    expect(ends.map((end, row) => (end - starts[row]!) / 8)).toEqual([1, 1, 0])
  })

  it('lays keys and values out in panels of eight', () => {
    fc.assert(
      fc.property(small(3), small(3), integers, (eights, panels, numbers) => {
        const [tokens, width, stride] = [eights * 8, panels * 8, panels * 8 + 4]
        fill(FIRST, tokens * stride, numbers)
        kernel.packKeys(FIRST * 4, stride * 4, SECOND * 4, width, tokens)
        kernel.packValues(FIRST * 4, stride * 4, THIRD * 4, width, tokens)
        for (let token = 0; token < tokens; token++) {
          for (let n = 0; n < width; n++) {
            const value = floats[FIRST + token * stride + n]
            const key = SECOND + (Math.floor(token / 8) * width + n) * 8 + (token % 8)
            const valueAt = THIRD + (Math.floor(n / 8) * tokens + token) * 8 + (n % 8)
            expect([floats[key], floats[valueAt]]).toEqual([value, value])
          }
        }
      }),
    )
  })

  it('takes the softmax of each row, and leaves nothing behind its length', () => {
    fc.assert(
      fc.property(small(3), small(20), small(7), reals, (rows, length, spare, numbers) => {
        const columns = Math.ceil((length + spare) / 4) * 4
        fill(FIRST, rows * columns, numbers)
        const given = read(FIRST, rows * columns)
        kernel.softmax(FIRST * 4, rows, length, columns)
        for (let row = 0; row < rows; row++) {
          const values = given.slice(row * columns, row * columns + length)
          const highest = Math.max(...values)
          const powers = values.map(value => Math.exp(value - highest))
          const sum = powers.reduce((total, power) => total + power, 0)
          const got = read(FIRST + row * columns, columns)
          for (const [i, power] of powers.entries()) {
            // A difference is kept to seven digits, so what it is the power of is the rougher the larger it is.
            const bound = 1e-6 + 1e-7 * (highest - values[i]!)
            expect(Math.abs(got[i]! / (power / sum) - 1)).toBeLessThan(bound)
          }
          expect(got.slice(length)).toEqual(Array(columns - length).fill(0))
        }
      }),
    )
  })

  it('gives no weight to a value that is 87 below the highest, and no NaN to one far below', () => {
    floats.set([0, -86, -88, -1e9], FIRST)
    kernel.softmax(FIRST * 4, 1, 4, 4)
    const [one, tiny, ...none] = read(FIRST, 4)
    expect(one).toBe(1)
    expect(tiny! / Math.exp(-86)).toBeCloseTo(1, 5)
    expect(none).toEqual([0, 0])
  })

  it('brings each row to average 0 and deviation 1', () => {
    fc.assert(
      fc.property(small(3), small(8), reals, (rows, fours, numbers) => {
        const width = fours * 4
        fill(FIRST, rows * width, numbers)
        kernel.normalise(FIRST * 4, SECOND * 4, rows, width)
        for (let row = 0; row < rows; row++) {
          const values = read(FIRST + row * width, width)
          const average = values.reduce((sum, value) => sum + value, 0) / width
          const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / width
          const factor = 1 / Math.sqrt(variance + NORM_EPSILON)
          for (const [i, value] of values.entries()) {
            // Float32 keeps seven digits of the values; next to them a small deviation loses some.
            const bound = 1e-6 * (Math.abs(average) + Math.sqrt(variance)) * factor + 1e-6
            expect(Math.abs(floats[SECOND + row * width + i]! - (value - average) * factor)).toBeLessThan(
              bound * 4,
            )
          }
        }
      }),
    )
  })

  it('adds two rows, takes the average off, scales and adds a bias', () => {
    fc.assert(
      fc.property(small(6), integers, fc.integer({ min: -4, max: 4 }), (fours, numbers, average) => {
        const length = fours * 4
        for (const at of [FIRST, SECOND, THIRD, FOURTH]) fill(at, length, numbers)
        const to = 80_000
        kernel.addShifted(FIRST * 4, SECOND * 4, THIRD * 4, FOURTH * 4, to * 4, length, average, 0.5)
        for (let i = 0; i < length; i++) {
          const sum = floats[FIRST + i]! + floats[SECOND + i]! - average * floats[THIRD + i]!
          expect(floats[to + i]).toBe(sum * 0.5 + floats[FOURTH + i]!)
        }
      }),
    )
  })

  it('takes the mean of rows', () => {
    fc.assert(
      fc.property(small(9), small(3), integers, (rows, sixteens, numbers) => {
        const width = sixteens * 16
        fill(FIRST, rows * width, numbers)
        kernel.meanOfRows(FIRST * 4, SECOND * 4, rows, width)
        for (let i = 0; i < width; i++) {
          let sum = 0
          for (let row = 0; row < rows; row++) sum += floats[FIRST + row * width + i]!
          expect(floats[SECOND + i]).toBeCloseTo(sum / rows, 5)
        }
      }),
    )
  })
})
