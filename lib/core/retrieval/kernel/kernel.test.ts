import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assembleKernel } from '#lib/cli/operate/commands/build-kernel.ts'
import { type Kernel, openKernel, openPlainKernel } from './open-kernel.ts'

const compiled = openKernel()
const plain = openPlainKernel()

describe('the kernel', () => {
  it('is, byte for byte, what its source gives', async () => {
    expect(readFileSync(join(import.meta.dirname, 'kernel-bytes.ts'), 'utf8')).toBe(await assembleKernel())
  })

  it('runs as WebAssembly here', () => {
    expect(Object.getPrototypeOf(compiled.hamming).constructor).toBe(Function)
    expect(compiled.hamming.toString()).toContain('[native code]')
  })

  it('counts the differing bits of each row, and how often each count occurs', () => {
    const bits = fc.record({
      rowBytes: fc.constantFrom(16, 32, 64, 128, 256, 512),
      rows: count,
      bytes: noise,
    })
    fc.assert(
      fc.property(bits, ({ rowBytes, rows, bytes }) => {
        const data = repeat(bytes, (rows + 1) * rowBytes)
        const [one, other] = both(
          { data, distances: 2 * rows, histogram: 4 * (rowBytes * 8 + 1) },
          (kernel, at) =>
            kernel.hamming(at.data + rowBytes, rowBytes, rows, at.data, at.distances, at.histogram),
        )
        expect(one).toEqual(other)
        const distances = Array.from({ length: rows }, (_, row) =>
          slowDistance(data.subarray(0, rowBytes), data.subarray((row + 1) * rowBytes, (row + 2) * rowBytes)),
        )
        expect([...new Uint16Array(one.distances.buffer)]).toEqual(distances)
        const histogram = new Uint32Array(one.histogram.buffer)
        for (const [distance, times] of histogram.entries()) {
          expect(times).toBe(distances.filter(found => found === distance).length)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('collects what is nearer than the limit, and what is at it while the quota lasts', () => {
    const given = fc.record({
      distances: fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 60 }),
      high: fc.constantFrom(0, 1_000, 4_090, 65_000),
      limit: fc.integer({ min: 0, max: 7 }),
      quota: fc.integer({ min: 0, max: 20 }),
      firstRow: fc.constantFrom(0, 7, 4_000_000_000),
    })
    fc.assert(
      fc.property(given, ({ distances, high, limit, quota, firstRow }) => {
        const values = Uint16Array.from(distances, distance => distance + high)
        const data = new Uint8Array(values.buffer)
        const [one, other] = both({ data, rows: 4 * values.length, state: 8 }, (kernel, at) => {
          const state = new Uint32Array(kernel.arena.buffer, at.state, 2)
          state.set([at.rows, quota])
          kernel.collect(at.data, values.length, firstRow, limit + high, at.state)
          state[0]! -= at.rows
        })
        expect(one).toEqual(other)
        let left = quota
        const expected = [...values.entries()]
          .filter(
            ([, distance]) =>
              distance < limit + high || (distance === limit + high && left > 0 && left-- > 0),
          )
          .map(([row]) => firstRow + row)
        const [bytes, rest] = new Uint32Array(one.state.buffer)
        expect(bytes).toBe(4 * expected.length)
        expect(rest).toBe(left)
        expect([...new Uint32Array(one.rows.buffer, 0, expected.length)]).toEqual(expected)
      }),
    )
  })

  it('adds products of whole numbers, in runs and by row numbers alike', () => {
    fc.assert(
      fc.property(planes, ({ stride, rows, bytes, scale }) => {
        const { int8, scales } = planesOf(stride, rows, bytes, scale)
        const query = new Uint8Array(Int16Array.from({ length: stride }, (_, i) => queryAt(bytes, i)).buffer)
        const numbers = new Uint32Array(rows).map((_, at) => (at * 7 + 3) % rows)
        const [one, other] = both(
          { int8, scales, query, numbers: new Uint8Array(numbers.buffer), run: 4 * rows, some: 4 * rows },
          (kernel, at) => {
            kernel.dotRun(at.int8, stride, at.scales, 1, rows, at.query, at.run + 4)
            kernel.dotRows(at.int8, stride, at.scales, at.numbers, rows, at.query, at.some)
          },
        )
        expect(one).toEqual(other)
        const asked = new Int16Array(query.buffer)
        const expected = Array.from({ length: rows }, (_, row) => {
          const values = new Int8Array(int8.buffer, row * stride, stride)
          const dot = values.reduce((sum, value, i) => sum + value * asked[i]!, 0)
          return Math.fround(Math.fround(dot) * new Float32Array(scales.buffer)[row]!)
        })
        expect([...new Float32Array(one.run.buffer)].slice(1)).toEqual(expected.slice(1))
        expect([...new Float32Array(one.some.buffer)]).toEqual([...numbers].map(row => expected[row]))
      }),
    )
  })

  it('rescores with the residual: the same floats both ways, and nearly the exact product', () => {
    fc.assert(
      fc.property(planes, ({ stride, rows, bytes, scale }) => {
        const { int8: any, scales } = planesOf(stride, rows, bytes, scale)
        // -128 does not occur: with a residual below zero it would need 17 bits.
        const int8 = any.map(byte => (byte === 0x80 ? 0x81 : byte))
        const residual = repeat([...bytes].reverse(), rows * stride)
        const asked = Float32Array.from({ length: stride }, (_, i) => queryAt(bytes, i) / 40_000)
        const query = new Uint8Array(asked.buffer)
        const numbers = new Uint32Array(rows).map((_, at) => rows - 1 - at)
        const [one, other] = both(
          { int8, residual, scales, query, numbers: new Uint8Array(numbers.buffer), scores: 4 * rows },
          (kernel, at) =>
            kernel.rescore(at.int8, at.residual, stride, at.scales, at.numbers, rows, at.query, at.scores),
        )
        expect(one).toEqual(other)
        const scores = new Float32Array(one.scores.buffer)
        for (const [at, row] of numbers.entries()) {
          let exact = 0
          let size = 0
          for (let i = 0; i < stride; i++) {
            const high = new Int8Array(int8.buffer)[row * stride + i]!
            const low = new Int8Array(residual.buffer)[row * stride + i]!
            exact += (256 * high + low) * asked[i]!
            size += Math.abs((256 * high + low) * asked[i]!)
          }
          const times = new Float32Array(scales.buffer)[row]!
          expect(Math.abs(scores[at]! - exact * times)).toBeLessThanOrEqual(1e-5 * size * times)
        }
      }),
    )
  })
})

const count = fc.integer({ min: 1, max: 40 })
const noise = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 5, maxLength: 300 })
const planes = fc.record({
  stride: fc.integer({ min: 1, max: 12 }).map(blocks => 16 * blocks),
  rows: count,
  bytes: noise,
  scale: fc.constantFrom(1, 0.0123, 1e-4),
})

function planesOf(stride: number, rows: number, bytes: number[], scale: number) {
  const scales = Float32Array.from({ length: rows }, (_, row) => scale * (1 + row / 3))
  return { int8: repeat(bytes, rows * stride), scales: new Uint8Array(scales.buffer) }
}

/** Any number of 16 bits. */
function queryAt(bytes: number[], i: number): number {
  return (((bytes[(3 * i) % bytes.length]! << 8) | bytes[(i + 1) % bytes.length]!) << 16) >> 16
}

/** The bytes over and over, a little different every time. */
function repeat(bytes: number[], length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, i) => bytes[i % bytes.length]! ^ Math.floor(i / bytes.length))
}

function slowDistance(a: Uint8Array, b: Uint8Array): number {
  let distance = 0
  for (const [i, byte] of a.entries()) {
    distance += (byte ^ b[i]!).toString(2).replaceAll('0', '').length
  }
  return distance
}

/** Lets both kernels work on the same pieces (bytes, or a number of zeros); what lies in each afterwards. */
function both<Name extends string>(
  pieces: Record<Name, Uint8Array | number>,
  work: (kernel: Kernel, at: Record<Name, number>) => void,
) {
  return [compiled, plain].map(kernel => {
    const entries = Object.entries<Uint8Array | number>(pieces) as [Name, Uint8Array | number][]
    const sections = entries.map(([name, piece]) => {
      const section = kernel.arena.allocate(typeof piece === 'number' ? piece : piece.length)
      return { name, piece, section }
    })
    for (const { piece, section } of sections) {
      const view = kernel.arena.view(section)
      if (typeof piece === 'number') view.fill(0)
      else view.set(piece)
    }
    work(
      kernel,
      Object.fromEntries(sections.map(({ name, section }) => [name, section.address])) as Record<
        Name,
        number
      >,
    )
    const after = Object.fromEntries(
      sections.map(({ name, section }) => [name, kernel.arena.view(section).slice()]),
    ) as Record<Name, Uint8Array<ArrayBuffer>>
    for (const { section } of sections) kernel.arena.free(section)
    return after
  }) as [Record<Name, Uint8Array<ArrayBuffer>>, Record<Name, Uint8Array<ArrayBuffer>>]
}
