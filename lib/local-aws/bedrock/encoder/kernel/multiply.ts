import {
  add,
  advance,
  constant,
  type DefineFunction,
  divide,
  equals,
  f32x4,
  forEach,
  load,
  loadSplat,
  repeat,
  set,
  store,
  subtract,
  times,
  touch,
  when,
} from './assembler.ts'

/** Rows of C computed at once, and columns. With 2 vectors of B and 1 value of A that is 15 registers, all x64 has. */
export const TILE_ROWS = 6
export const PANEL_COLUMNS = 8

/** What happens to the sums: stored, stored where above 0, or added to what is there. */
export const STORE = 0
export const RELU = 1
export const ADD = 2
export type Mode = typeof STORE | typeof RELU | typeof ADD

/**
 *     C[rows x 8·panels] = A[rows x depth] · B + bias
 *
 * `rows` a multiple of 6, `depth` of 4. B comes in panels of 8 columns, `B[panel][k][8]`, so that the inner loop
 * reads it straight through; a panel stays in the first-level cache while all rows pass. Per k: 2 loads of B, 6 of
 * A, 12 multiply-adds that wait for none of each other. Meanwhile the next panel is touched line by line, evenly over
 * all rows, because B as a whole lies in slow memory; so up to a panel behind B is read too (and not used).
 */
export const multiply: DefineFunction = scope => {
  const { a, aStride, b, bias, c, cStride, rows, depth, panels, mode } = scope.parameters(
    'i32',
    ...(['a', 'aStride', 'b', 'bias', 'c', 'cStride', 'rows', 'depth', 'panels', 'mode'] as const),
  )
  const { row, panel, k, bStart, bAt, ahead, aheadStep, cAt, biasAt } = scope.locals(
    'i32',
    ...(['row', 'panel', 'k', 'bStart', 'bAt', 'ahead', 'aheadStep', 'cAt', 'biasAt'] as const),
  )
  const aAt = scope.array('i32', TILE_ROWS)
  const sums = aAt.map(() => scope.array('v128', 2))
  const { left, right, value } = scope.locals('v128', 'left', 'right', 'value')
  const everySum = sums.flatMap(pair => pair.map((sum, half) => ({ sum, half })))

  const step = (offset: number) => [
    set(left, load(bAt, offset * BYTES_PER_K)),
    set(right, load(bAt, offset * BYTES_PER_K + 16)),
    aAt.map((at, r) => [
      set(value, loadSplat(at, offset * 4)),
      [left, right].map((half, h) => set(sums[r]![h]!, scope.multiplyAdd(value, half, sums[r]![h]!))),
    ]),
  ]
  const tile = [
    set(aAt[0]!, add(a, times(row, aStride))),
    aAt.slice(1).map((at, r) => set(at, add(aAt[r]!, aStride))),
    everySum.map(({ sum, half }) => set(sum, load(biasAt, half * 16))),
    set(bAt, bStart),
    set(k, depth),
    repeat(
      [
        touch(ahead),
        advance(ahead, aheadStep),
        UNROLLED.map(step),
        aAt.map(at => advance(at, constant(UNROLLED.length * 4))),
        advance(bAt, constant(UNROLLED.length * BYTES_PER_K)),
        set(k, subtract(k, constant(UNROLLED.length))),
      ],
      k,
    ),
    when(equals(mode, constant(RELU)), [
      everySum.map(({ sum }) => set(sum, f32x4.max(sum, f32x4.constant(0)))),
    ]),
    set(cAt, add(add(c, times(row, cStride)), times(panel, constant(BYTES_PER_K)))),
    when(equals(mode, constant(ADD)), [
      sums.map(pair => [
        pair.map((sum, half) => set(sum, f32x4.add(sum, load(cAt, half * 16)))),
        advance(cAt, cStride),
      ]),
      set(cAt, subtract(cAt, times(cStride, constant(TILE_ROWS)))),
    ]),
    sums.map(pair => [pair.map((sum, half) => store(cAt, sum, half * 16)), advance(cAt, cStride)]),
  ]
  return [
    set(aheadStep, add(divide(constant(UNROLLED.length * BYTES_PER_K * TILE_ROWS), rows), constant(1))),
    forEach(panel, panels, 1, [
      set(bStart, add(b, times(times(panel, depth), constant(BYTES_PER_K)))),
      set(ahead, add(bStart, times(depth, constant(BYTES_PER_K)))),
      set(biasAt, add(bias, times(panel, constant(BYTES_PER_K)))),
      forEach(row, rows, TILE_ROWS, tile),
    ]),
  ]
}

const BYTES_PER_K = PANEL_COLUMNS * 4
const UNROLLED = [0, 1, 2, 3]
