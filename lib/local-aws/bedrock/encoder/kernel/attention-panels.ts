import {
  add,
  advance,
  constant,
  type DefineFunction,
  f32Load,
  f32Store,
  forEach,
  load,
  set,
  shiftLeft,
  store,
  times,
} from './assembler.ts'
import { PANEL_COLUMNS } from './multiply.ts'

/**
 * Rows of `depth` keys, `stride` bytes apart, become the B that gives one column of scores per token:
 * `to[token / 8][k][token % 8]`. `tokens` a multiple of 8, `depth` of 4.
 */
export const packKeys: DefineFunction = scope => {
  const { from, stride, to, depth, tokens } = scope.parameters(
    'i32',
    'from',
    'stride',
    'to',
    'depth',
    'tokens',
  )
  const { token, inPanel, k, here, at } = scope.locals('i32', 'token', 'inPanel', 'k', 'here', 'at')
  return forEach(token, tokens, PANEL_COLUMNS, [
    forEach(inPanel, constant(PANEL_COLUMNS), 1, [
      set(here, from),
      set(at, add(to, shiftLeft(inPanel, 2))),
      forEach(k, depth, 4, [
        [0, 1, 2, 3].map(next => f32Store(at, f32Load(here, next * 4), next * BYTES_PER_ROW)),
        advance(here, constant(16)),
        advance(at, constant(4 * BYTES_PER_ROW)),
      ]),
      advance(from, stride),
    ]),
    advance(to, times(depth, constant(BYTES_PER_ROW))),
  ])
}

/** Rows of `width` values, `stride` bytes apart, become a B of as many columns: `to[column / 8][token][column % 8]`. */
export const packValues: DefineFunction = scope => {
  const { from, stride, to, width, tokens } = scope.parameters(
    'i32',
    'from',
    'stride',
    'to',
    'width',
    'tokens',
  )
  const { token, column, here, at } = scope.locals('i32', 'token', 'column', 'here', 'at')
  return forEach(token, tokens, 1, [
    set(here, from),
    set(at, to),
    forEach(column, width, PANEL_COLUMNS, [
      store(at, load(here)),
      store(at, load(here, 16), 16),
      advance(here, constant(BYTES_PER_ROW)),
      advance(at, times(tokens, constant(BYTES_PER_ROW))),
    ]),
    advance(from, stride),
    advance(to, constant(BYTES_PER_ROW)),
  ])
}

const BYTES_PER_ROW = PANEL_COLUMNS * 4
