import {
  across,
  add,
  advance,
  type Code,
  constant,
  type DefineFunction,
  f32,
  f32x4,
  forEach,
  load,
  set,
  shiftLeft,
  store,
  subtract,
} from './assembler.ts'

/** `to` = (x − average) / √(variance + epsilon) over each row of `width` (a multiple of 4) at `from`. */
export const normalise: DefineFunction = scope => {
  const { from, to, rows, width } = scope.parameters('i32', 'from', 'to', 'rows', 'width')
  const { row, column, here } = scope.locals('i32', 'row', 'column', 'here')
  const { sum, average, x } = scope.locals('v128', 'sum', 'average', 'x')
  const eachFour = (body: Code) => [
    set(here, from),
    forEach(column, width, 4, [body, advance(here, constant(16))]),
  ]
  const mean = f32.divide(across(sum, f32.add), f32.fromInteger(width))
  return forEach(row, rows, 1, [
    set(sum, f32x4.constant(0)),
    eachFour(set(sum, f32x4.add(sum, load(here)))),
    set(average, f32x4.splat(mean)),
    set(sum, f32x4.constant(0)),
    eachFour([set(x, f32x4.subtract(load(here), average)), set(sum, f32x4.add(sum, f32x4.multiply(x, x)))]),
    set(sum, f32x4.splat(f32.divide(f32.constant(1), f32.sqrt(f32.add(mean, f32.constant(NORM_EPSILON)))))),
    eachFour(store(add(here, subtract(to, from)), f32x4.multiply(f32x4.subtract(load(here), average), sum))),
    advance(from, shiftLeft(width, 2)),
    advance(to, shiftLeft(width, 2)),
  ])
}

/** The graph's own constant under the square root. */
export const NORM_EPSILON = 1e-6
