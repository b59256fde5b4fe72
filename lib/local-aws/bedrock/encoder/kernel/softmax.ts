import {
  across,
  add,
  advance,
  and,
  type Code,
  constant,
  type DefineFunction,
  f32,
  f32Store,
  f32x4,
  forEach,
  i32x4,
  type Local,
  lessThan,
  load,
  repeat,
  type Scope,
  set,
  shiftLeft,
  store,
  when,
} from './assembler.ts'

/**
 * Each of `rows` rows of `columns` (a multiple of 4) values becomes e^value / sum over its first `length` values, in
 * place. The values behind those become 0 and weigh nothing.
 */
export const softmax: DefineFunction = scope => {
  const { at, rows, length, columns } = scope.parameters('i32', 'at', 'rows', 'length', 'columns')
  const { row, column, start, here } = scope.locals('i32', 'row', 'column', 'start', 'here')
  const { highest, sum, x, power } = scope.locals('v128', 'highest', 'sum', 'x', 'power')
  const eachFour = (body: Code) => [
    set(here, start),
    forEach(column, columns, 4, [body, advance(here, constant(16))]),
  ]
  return [
    set(start, at),
    forEach(row, rows, 1, [
      set(column, length),
      when(lessThan(column, columns), [
        set(here, add(start, shiftLeft(length, 2))),
        repeat(
          [f32Store(here, f32.constant(LOWEST)), advance(here, constant(4)), advance(column, constant(1))],
          lessThan(column, columns),
        ),
      ]),
      set(highest, f32x4.constant(LOWEST)),
      eachFour(set(highest, f32x4.max(highest, load(here)))),
      set(highest, f32x4.splat(across(highest, f32.max))),
      set(sum, f32x4.constant(0)),
      eachFour([
        exponential(scope, f32x4.subtract(load(here), highest), x, power),
        store(here, x),
        set(sum, f32x4.add(sum, x)),
      ]),
      set(sum, f32x4.splat(f32.divide(f32.constant(1), across(sum, f32.add)))),
      eachFour(store(here, f32x4.multiply(load(here), sum))),
      advance(start, shiftLeft(columns, 2)),
    ]),
  ]
}

/** Below any score, and its e^x is 0. */
const LOWEST = -1e30
/** e^x is 0 below here: it would be less than what float32 can hold in full. */
const UNDERFLOW = -87

/**
 * x = e^value, for values up to 0, to 2 units in the last place: 2^n · e^r with n = round(value / ln 2), which leaves
 * |r| <= ln 2 / 2, and the Taylor series of e^r to r^7 (what is left out is below 6e-9). Adding 1.5 · 2^23 rounds
 * to a whole number and leaves it in the lowest bits; ln 2 is taken off in two parts, the first exact.
 */
function exponential(scope: Scope, value: Code, x: Local, power: Local): Code {
  const { given, n, series } = scope.locals('v128', 'given', 'n', 'series')
  const c = f32x4.constant
  const factorials = [1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2, 1, 1]
  return [
    set(given, value),
    set(x, f32x4.max(given, c(UNDERFLOW))),
    set(power, scope.multiplyAdd(x, c(Math.LOG2E), c(ROUNDS))),
    set(n, f32x4.subtract(power, c(ROUNDS))),
    set(x, scope.multiplyAdd(n, c(-LN2_HIGH), x)),
    set(x, scope.multiplyAdd(n, c(-LN2_LOW), x)),
    set(series, c(1 / 5040)),
    factorials.map(term => set(series, scope.multiplyAdd(series, x, c(term)))),
    set(x, i32x4.add(series, i32x4.shiftLeft(power, 23))),
    set(x, and(x, f32x4.notLess(given, c(UNDERFLOW)))),
  ]
}

const ROUNDS = 1.5 * 2 ** 23
/** Nine bits of ln 2, so that n times it is exact. */
const LN2_HIGH = 355 / 512
const LN2_LOW = Math.LN2 - LN2_HIGH
