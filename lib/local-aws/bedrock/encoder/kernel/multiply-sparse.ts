import {
  add,
  advance,
  constant,
  type DefineFunction,
  differs,
  f32x4,
  forEach,
  i32Load,
  i32Store,
  lessThan,
  load,
  loadSplat,
  repeat,
  set,
  shiftLeft,
  store,
  subtract,
  times,
  touch,
  when,
} from './assembler.ts'

/** Columns of C that stay in registers while a row's list passes. */
export const WIDE_PANEL_COLUMNS = 32

/**
 * The values of A[rows x depth] that are not 0, row by row: `lists` gets pairs (offset of their row of B in a wide
 * panel in bytes, value), each row's from `row · depth · 8` on, and `ends` the address behind each row's last.
 * `lists` needs room for one pair more than `rows · depth`. Without branches: nobody can foretell which are 0.
 */
export const listNonZero: DefineFunction = scope => {
  const { a, rows, depth, lists, ends } = scope.parameters('i32', 'a', 'rows', 'depth', 'lists', 'ends')
  const { row, k, at, end, bits } = scope.locals('i32', 'row', 'k', 'at', 'end', 'bits')
  return [
    set(at, a),
    forEach(row, rows, 1, [
      set(end, add(lists, shiftLeft(times(row, depth), 3))),
      forEach(k, depth, 4, [
        [0, 1, 2, 3].map(next => [
          set(bits, i32Load(at, next * 4)),
          i32Store(end, times(add(k, constant(next)), constant(BYTES_PER_K))),
          i32Store(end, bits, 4),
          advance(end, shiftLeft(differs(bits, constant(0)), 3)),
        ]),
        advance(at, constant(16)),
      ]),
      i32Store(add(ends, shiftLeft(row, 2)), end),
    ]),
  ]
}

/**
 *     C[rows x 32·panels] = A[rows x depth] · B + bias + C
 *
 * with A as `listNonZero` gives it: the zeros cost nothing, and leaving them out changes no bit. B comes in panels
 * of 32 columns, `B[panel][k][32]`, and each is touched from end to end first: lists jump about, and memory is
 * faster read straight. Rows need no padding, so a single row without zeros is better off here too.
 */
export const multiplySparse: DefineFunction = scope => {
  const { lists, ends, b, bias, c, cStride, rows, depth, panels } = scope.parameters(
    'i32',
    ...(['lists', 'ends', 'b', 'bias', 'c', 'cStride', 'rows', 'depth', 'panels'] as const),
  )
  const { panel, row, at, end, bStart, bAt, biasAt, cAt } = scope.locals(
    'i32',
    ...(['panel', 'row', 'at', 'end', 'bStart', 'bAt', 'biasAt', 'cAt'] as const),
  )
  const { value } = scope.locals('v128', 'value')
  const sums = scope.array('v128', WIDE_PANEL_COLUMNS / 4)
  return forEach(panel, panels, 1, [
    set(bStart, add(b, times(times(panel, depth), constant(BYTES_PER_K)))),
    set(biasAt, add(bias, times(panel, constant(BYTES_PER_K)))),
    set(cAt, add(c, times(panel, constant(BYTES_PER_K)))),
    set(at, bStart),
    set(end, add(bStart, times(depth, constant(BYTES_PER_K)))),
    repeat([touch(at), touch(at, 64), advance(at, constant(128))], lessThan(at, end)),
    forEach(row, rows, 1, [
      set(at, add(lists, shiftLeft(times(row, depth), 3))),
      set(end, i32Load(add(ends, shiftLeft(row, 2)))),
      sums.map((sum, i) => set(sum, load(biasAt, i * 16))),
      when(
        subtract(end, at),
        repeat(
          [
            set(bAt, add(bStart, i32Load(at))),
            set(value, loadSplat(at, 4)),
            sums.map((sum, i) => set(sum, scope.multiplyAdd(value, load(bAt, i * 16), sum))),
            advance(at, constant(8)),
          ],
          differs(at, end),
        ),
      ),
      sums.map((sum, i) => store(cAt, f32x4.add(sum, load(cAt, i * 16)), i * 16)),
      advance(cAt, cStride),
    ]),
  ])
}

const BYTES_PER_K = WIDE_PANEL_COLUMNS * 4
