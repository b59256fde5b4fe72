import { add, type DefineFunction, f32x4, forEach, load, set, shiftLeft, store } from './assembler.ts'

/** `to` = factor · (a + b − average · sums) + bias, each `length` values (a multiple of 4). */
export const addShifted: DefineFunction = scope => {
  const { a, b, sums, bias, to, length } = scope.parameters('i32', 'a', 'b', 'sums', 'bias', 'to', 'length')
  const given = scope.parameters('f32', 'average', 'factor')
  const { i } = scope.locals('i32', 'i')
  const { average, factor } = scope.locals('v128', 'average', 'factor')
  return [
    set(average, f32x4.splat(given.average)),
    set(factor, f32x4.splat(given.factor)),
    forEach(i, shiftLeft(length, 2), 16, [
      store(
        add(to, i),
        scope.multiplyAdd(
          f32x4.subtract(
            f32x4.add(load(add(a, i)), load(add(b, i))),
            f32x4.multiply(average, load(add(sums, i))),
          ),
          factor,
          load(add(bias, i)),
        ),
      ),
    ]),
  ]
}
