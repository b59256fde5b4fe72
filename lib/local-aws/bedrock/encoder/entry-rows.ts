import type { Kernel } from './kernel/kernel.ts'
import { PANEL_COLUMNS, STORE, TILE_ROWS } from './kernel/multiply.ts'
import { NORM_EPSILON } from './kernel/normalise.ts'
import { EMBEDDING, MAX_TOKENS_READ, type Network, WIDTH } from './network.ts'

/**
 * The first layer's products of the input, by looking up instead of multiplying. The input is a sum of two rows,
 * x = 2 · embedding[id] + timing[position], and both its products are linear in x or nearly:
 *
 *     state = x·D + d                         = 2e·D + t·D + d
 *     q,k,v = (x − average)/deviation · W + b = (2e·W + t·W − average · sums of W's columns)/deviation + b
 *
 * So 2e·[D W] is kept per id (the 4,096 met last, 21 MB; then it starts over) and t·[D W] per position. The same
 * row comes out whether it was kept or not.
 */
export function createEntryRows(
  { multiply, addShifted }: Kernel,
  floats: Float32Array,
  { entry, embeddings, timing }: Network,
  allocate: (length: number) => number,
) {
  const { columns } = entry
  const kept = allocate((KEPT + TILE_ROWS) * columns)
  const positions = allocate((MAX_TOKENS_READ + TILE_ROWS) * columns)
  const input = allocate((MAX_TOKENS_READ + TILE_ROWS) * EMBEDDING)
  const zeros = allocate(WIDTH)
  const slots = new Int32Array(embeddings.length / EMBEDDING).fill(NONE)
  let used = 0
  // Where q, k and v begin in a row of both products.
  const [w, width] = [WIDTH * 4, columns - WIDTH]

  const product = (rows: number, to: number) =>
    multiply(
      input,
      EMBEDDING * 4,
      entry.at,
      0,
      to,
      columns * 4,
      Math.ceil(rows / TILE_ROWS) * TILE_ROWS,
      EMBEDDING,
      columns / PANEL_COLUMNS,
      STORE,
    )
  floats.set(timing, input / 4)
  product(MAX_TOKENS_READ, positions)

  function keep(ids: ArrayLike<number>, length: number): void {
    if (used + length > KEPT) {
      slots.fill(NONE)
      used = 0
    }
    const before = used
    for (let t = 0; t < length; t++) {
      const id = ids[t]!
      if (slots[id] !== NONE) continue
      const at = input / 4 + (used - before) * EMBEDDING
      for (let i = 0; i < EMBEDDING; i++) floats[at + i] = 2 * embeddings[id * EMBEDDING + i]!
      slots[id] = used++
    }
    if (used > before) product(used - before, kept + before * columns * 4)
  }

  /** Writes a row of `state` (512) and of `qkv` (768) for each of the first `length` (up to 128) ids. */
  return (ids: ArrayLike<number>, length: number, state: number, qkv: number): void => {
    keep(ids, length)
    for (let t = 0; t < length; t++) {
      const id = ids[t]!
      const e = kept + slots[id]! * columns * 4
      const p = positions + t * columns * 4
      const { average, factor } = statistics(embeddings, id * EMBEDDING, timing, t * EMBEDDING)
      addShifted(e, p, zeros, entry.bias, state + t * WIDTH * 4, WIDTH, 0, 1)
      const to = qkv + t * width * 4
      addShifted(e + w, p + w, entry.columnSums + w, entry.bias + w, to, width, average, factor)
    }
  }
}

/** Most of what English texts use of the 8,002 pieces. */
const KEPT = 4_096
const NONE = -1

/** Of 2e + t. */
function statistics(e: Float32Array, eAt: number, t: Float32Array, tAt: number) {
  let sum = 0
  let squares = 0
  for (let i = 0; i < EMBEDDING; i++) {
    const x = 2 * e[eAt + i]! + t[tAt + i]!
    sum += x
    squares += x * x
  }
  const average = sum / EMBEDDING
  return { average, factor: 1 / Math.sqrt(squares / EMBEDDING - average * average + NORM_EPSILON) }
}
