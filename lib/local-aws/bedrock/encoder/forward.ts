import { createEntryRows } from './entry-rows.ts'
import { createKernel } from './kernel/kernel.ts'
import { ADD, type Mode, PANEL_COLUMNS, RELU, STORE, TILE_ROWS } from './kernel/multiply.ts'
import { WIDE_PANEL_COLUMNS } from './kernel/multiply-sparse.ts'
import { EMBEDDING, HEADS, HIDDEN, MAX_TOKENS_READ, type Matrix, packNetwork, WIDTH } from './network.ts'
import type { Weights } from './weights.ts'

export const VECTOR_LENGTH = 512

export interface Forward {
  (ids: ArrayLike<number>): Float32Array
  /** The same vectors, bit for bit, sooner: the rows of short texts share the large products. */
  all(texts: readonly ArrayLike<number>[]): Float32Array[]
}

/**
 * Universal Sentence Encoder lite: token ids -> a unit vector of 512. Two transformer layers (4 heads, 256 and
 * 512 wide, feed-forward 1,536), the mean over the tokens, one tanh layer. Same numbers as the TensorFlow.js
 * graph to about 1e-6.
 *
 * As written down, 120 tokens cost 1.16 GFLOP, and a core that does two 128-bit multiply-adds per cycle (58 GFLOP/s at
 * 3.7 GHz, measured on registers alone) could not do more than 50 such texts a second. So two fifths are left
 * out, none by approximation: the first layer looks its products up (entry-rows.ts), 92 % of what relu leaves is 0
 * and is skipped, and the last feed-forward product is linear and followed only by a mean, so it is done once
 * per text. Of the .72 GFLOP left nearly all are dense products, at nine tenths of the peak.
 */
export function createForward(weights: Weights): Forward {
  const kernel = createKernel(PAGES)
  const floats = new Float32Array(kernel.memory.buffer)
  // Memory below here stays zero: a bias at address 0 is no bias.
  let free = 4 * HIDDEN
  const allocate = (length: number): number => {
    const at = free
    free += Math.ceil(length / 4) * 16
    if (free > kernel.memory.buffer.byteLength) throw new Error('The encoder needs more pages of memory.')
    return at
  }

  const network = packNetwork(weights, floats, allocate)
  const enter = createEntryRows(kernel, floats, network, allocate)
  const [state, normed, mixed] = [allocate(ROWS * WIDTH), allocate(ROWS * WIDTH), allocate(ROWS * WIDTH)]
  const [qkv, hidden] = [allocate(ROWS * 3 * WIDTH), allocate(ROWS * HIDDEN)]
  const [lists, ends] = [allocate(ROWS * HIDDEN * 2 + 2), allocate(ROWS)]
  const packed = allocate(MAX_TOKENS_READ * (WIDTH / HEADS))
  const scores = allocate((MAX_TOKENS_READ + 8) ** 2)
  const [meanHidden, meanState, result] = [HIDDEN, WIDTH, WIDTH].map(width =>
    allocate(MOST_TEXTS * width),
  ) as [number, number, number]

  const dense = (a: number, b: Matrix, c: number, rows: number, mode: Mode) =>
    kernel.multiply(
      a,
      b.depth * 4,
      b.at,
      b.bias,
      c,
      b.columns * 4,
      roundUp(rows, TILE_ROWS),
      b.depth,
      b.columns / PANEL_COLUMNS,
      mode,
    )
  const sparse = (a: number, b: Matrix, c: number, rows: number) => {
    kernel.listNonZero(a, rows, b.depth, lists, ends)
    const panels = b.columns / WIDE_PANEL_COLUMNS
    kernel.multiplySparse(lists, ends, b.at, b.bias, c, b.columns * 4, rows, b.depth, panels)
  }

  /** Rows behind the text's last are written too, with nothing of use; texts go in order, so the next one's come later. */
  function attend(from: number, length: number, width: number): void {
    const rows = roundUp(length, TILE_ROWS)
    const tokens = roundUp(length, PANEL_COLUMNS)
    const stride = 3 * width * 4
    const headWidth = width / HEADS
    for (let head = 0; head < HEADS; head++) {
      const q = qkv + from * stride + head * headWidth * 4
      kernel.packKeys(q + width * 4, stride, packed, headWidth, tokens)
      const tokenPanels = tokens / PANEL_COLUMNS
      kernel.multiply(q, stride, packed, 0, scores, tokens * 4, rows, headWidth, tokenPanels, STORE)
      kernel.softmax(scores, length, length, tokens)
      kernel.packValues(q + 2 * width * 4, stride, packed, headWidth, tokens)
      const c = mixed + (from * width + head * headWidth) * 4
      const panels = headWidth / PANEL_COLUMNS
      kernel.multiply(scores, tokens * 4, packed, 0, c, width * 4, rows, tokens, panels, STORE)
    }
  }

  /** Runs texts of up to BLOCK_ROWS tokens together; their means of the last layer go to rows `from` on. */
  function runBlock(texts: readonly ArrayLike<number>[], from: number): void {
    const starts: number[] = []
    let rows = 0
    for (const ids of texts) {
      starts.push(rows)
      enter(ids, tokensRead(ids), state + rows * WIDTH * 4, qkv + rows * 3 * EMBEDDING * 4)
      rows += tokensRead(ids)
    }
    for (const [index, layer] of network.layers.entries()) {
      if (index > 0) {
        kernel.normalise(state, normed, rows, WIDTH)
        dense(normed, network.qkv, qkv, rows, STORE)
      }
      const width = index === 0 ? EMBEDDING : WIDTH
      for (const [i, ids] of texts.entries()) attend(starts[i]!, tokensRead(ids), width)
      dense(mixed, layer.out, state, rows, ADD)
      kernel.normalise(state, normed, rows, WIDTH)
      dense(normed, layer.conv1, hidden, rows, RELU)
      if (index === 0) sparse(hidden, layer.conv2, state, rows)
    }
    for (const [i, ids] of texts.entries()) {
      for (const [values, means, width] of [
        [hidden, meanHidden, HIDDEN],
        [state, meanState, WIDTH],
      ] as const) {
        const row = width * 4
        kernel.meanOfRows(values + starts[i]! * row, means + (from + i) * row, tokensRead(ids), width)
      }
    }
  }

  /** Up to MOST_TEXTS. */
  function run(texts: readonly ArrayLike<number>[]): Float32Array[] {
    let done = 0
    while (done < texts.length) {
      let end = done
      for (let rows = 0; end < texts.length; end++) {
        rows += tokensRead(texts[end]!)
        if (rows > BLOCK_ROWS) break
      }
      runBlock(texts.slice(done, end), done)
      done = end
    }
    sparse(meanHidden, network.layers[1]!.conv2, meanState, texts.length)
    floats.fill(0, result / 4, result / 4 + texts.length * WIDTH)
    sparse(meanState, network.tanh, result, texts.length)
    return texts.map((_, i) =>
      unitTanh(floats.subarray(result / 4 + i * WIDTH, result / 4 + (i + 1) * WIDTH)),
    )
  }

  const all = (texts: readonly ArrayLike<number>[]): Float32Array[] => {
    if (texts.some(ids => ids.length === 0)) throw new Error('The encoder needs at least one token.')
    const vectors: Float32Array[] = []
    for (let i = 0; i < texts.length; i += MOST_TEXTS) vectors.push(...run(texts.slice(i, i + MOST_TEXTS)))
    return vectors
  }
  return Object.assign((ids: ArrayLike<number>) => all([ids])[0]!, { all })
}

function tokensRead(ids: ArrayLike<number>): number {
  return Math.min(ids.length, MAX_TOKENS_READ)
}

/** Tokens that share a product. More would leave the second-level cache and win nothing. */
const BLOCK_ROWS = MAX_TOKENS_READ
/** Texts that share the products after the mean. */
const MOST_TEXTS = 32
/** Rows of work space: what tiles and panels round up to. */
const ROWS = BLOCK_ROWS + 8
/** 64 KB each, 47 MB together: 20 of matrices, 21 of kept rows (used as ids turn up), 5 of work space. */
const PAGES = 720

function unitTanh(values: Float32Array): Float32Array {
  const vector = values.map(Math.tanh)
  let squares = 0
  for (const value of vector) squares += value * value
  return vector.map(value => value / Math.sqrt(Math.max(squares, 1e-12)))
}

function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple
}
