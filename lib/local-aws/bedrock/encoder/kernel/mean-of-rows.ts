import {
  add,
  advance,
  constant,
  type DefineFunction,
  f32,
  f32x4,
  forEach,
  load,
  set,
  shiftLeft,
  store,
} from './assembler.ts'

/** `to` = the mean of `rows` rows of `width` (a multiple of 16) values. */
export const meanOfRows: DefineFunction = scope => {
  const { from, to, rows, width } = scope.parameters('i32', 'from', 'to', 'rows', 'width')
  const { row, column, here } = scope.locals('i32', 'row', 'column', 'here')
  const sums = scope.array('v128', 4)
  const { share } = scope.locals('v128', 'share')
  return [
    set(share, f32x4.splat(f32.divide(f32.constant(1), f32.fromInteger(rows)))),
    forEach(column, width, 16, [
      set(here, add(from, shiftLeft(column, 2))),
      sums.map(sum => set(sum, f32x4.constant(0))),
      forEach(row, rows, 1, [
        sums.map((sum, i) => set(sum, f32x4.add(sum, load(here, i * 16)))),
        advance(here, shiftLeft(width, 2)),
      ]),
      sums.map((sum, i) => store(to, f32x4.multiply(sum, share), i * 16)),
      advance(to, constant(64)),
    ]),
  ]
}
