import { createMatmul, PANEL_COLUMNS, TILE_ROWS } from './matmul-wasm.ts'
import type { Weights } from './weights.ts'

/** Longer texts are read up to here, as the model's own graph does. */
export const MAX_TOKENS_READ = 128
export const VECTOR_LENGTH = 512

export type Forward = (ids: ArrayLike<number>) => Float32Array

/**
 * Universal Sentence Encoder lite: token ids -> a unit vector of 512. Two transformer layers (4 heads, 256 and
 * 512 wide, feed-forward 1,536), the mean over the tokens, one tanh layer. Same numbers as the TensorFlow.js
 * graph to about 1e-6; one text at a time, because there is no padding to share.
 *
 * One shortcut is ours: the last feed-forward product is linear and followed only by a mean, so it is done once
 * per text instead of once per token.
 */
export function createForward(weights: Weights): Forward {
  const { memory, multiply } = createMatmul(PAGES)
  const floats = new Float32Array(memory.buffer)
  // Memory below here stays zero: a bias at address 0 is no bias.
  let free = WIDEST

  const allocate = (length: number): number => {
    const at = free
    free += Math.ceil(length / 4) * 4
    return at
  }
  const copy = (name: string): number => {
    const values = weights.get(name)
    const at = allocate(values.length)
    floats.set(values, at)
    return at
  }
  const matrix = (name: string, depth: number): Matrix => {
    const values = weights.get(name)
    const columns = values.length / depth
    const at = allocate(values.length)
    for (let k = 0; k < depth; k++) {
      for (let n = 0; n < columns; n++) {
        const panel = Math.floor(n / PANEL_COLUMNS)
        floats[at + (panel * depth + k) * PANEL_COLUMNS + (n % PANEL_COLUMNS)] = values[k * columns + n]!
      }
    }
    return { at, depth, columns }
  }
  const product = (a: number, b: Matrix, bias: number, c: number, rows: number, relu: 0 | 1 = 0) =>
    multiply(
      a * 4,
      b.depth * 4,
      b.at * 4,
      bias * 4,
      c * 4,
      b.columns * 4,
      rows,
      b.depth,
      b.columns / PANEL_COLUMNS,
      relu,
    )

  const layers = [256, 512].map((width, layer) => ({
    width,
    norm: { width, scale: copy(`${layer}/norm/scale`), bias: copy(`${layer}/norm/bias`) },
    qkv: matrix(`${layer}/MultiheadAttention/qkv_transform_single/kernel`, width),
    qkvBias: copy(`${layer}/MultiheadAttention/qkv_transform_single/bias`),
    out: matrix(`${layer}/MultiheadAttention/output_transform_single/kernel`, width),
    outBias: copy(`${layer}/MultiheadAttention/output_transform_single/bias`),
    ffnNorm: { width: WIDTH, scale: copy(`${layer}/FFN/norm/scale`), bias: copy(`${layer}/FFN/norm/bias`) },
    conv1: matrix(`${layer}/FFN/conv1`, WIDTH),
    conv1Bias: copy(`${layer}/FFN/conv1/bias`),
    conv2: matrix(`${layer}/FFN/conv2`, HIDDEN),
    conv2Bias: copy(`${layer}/FFN/conv2/bias`),
  }))
  const dense = matrix('0/dense/kernel', 256)
  const denseBias = copy('0/dense/bias')
  const tanh = matrix('hidden_layers/tanh_layer_0/weights', WIDTH)
  const tanhBias = copy('hidden_layers/tanh_layer_0/bias')
  const embeddings = weights.get('Embeddings_en')
  const timing = timingSignal(weights.get('Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1'))

  const input = allocate(MAX_TOKENS_READ * 256)
  const state = allocate(MAX_TOKENS_READ * WIDTH)
  const normed = allocate(MAX_TOKENS_READ * WIDTH)
  const added = allocate(MAX_TOKENS_READ * WIDTH)
  const qkv = allocate(MAX_TOKENS_READ * HIDDEN)
  const hidden = allocate(MAX_TOKENS_READ * HIDDEN)
  const mixed = allocate(MAX_TOKENS_READ * WIDTH)
  const packed = allocate(MAX_TOKENS_READ * 128)
  const scores = allocate(MAX_TOKENS_READ * MAX_TOKENS_READ)

  function attend(length: number, width: number): void {
    const rows = roundUp(length, TILE_ROWS)
    const columns = roundUp(length, PANEL_COLUMNS)
    const headWidth = width / HEADS
    const stride = 3 * width
    const scale = 1 / Math.sqrt(headWidth)
    for (let head = 0; head < HEADS; head++) {
      const q = qkv + head * headWidth
      packKeys(floats, q + width, stride, packed, headWidth, columns, scale)
      multiply(q * 4, stride * 4, packed * 4, 0, scores * 4, columns * 4, rows, headWidth, columns / 8, 0)
      for (let row = 0; row < length; row++) softmax(floats, scores + row * columns, length, columns)
      packValues(floats, q + 2 * width, stride, packed, headWidth, columns)
      const c = mixed + head * headWidth
      multiply(scores * 4, columns * 4, packed * 4, 0, c * 4, width * 4, rows, columns, headWidth / 8, 0)
    }
  }

  return ids => {
    const length = Math.min(ids.length, MAX_TOKENS_READ)
    if (length === 0) throw new Error('The encoder needs at least one token.')
    const rows = roundUp(length, TILE_ROWS)
    for (let t = 0; t < length; t++) {
      const from = ids[t]! * 256
      // The graph adds the embedding to the sum of itself and the timing signal.
      for (let i = 0; i < 256; i++)
        floats[input + t * 256 + i] = 2 * embeddings[from + i]! + timing[t * 256 + i]!
    }
    product(input, dense, denseBias, state, rows)

    for (const [index, layer] of layers.entries()) {
      normalise(floats, index === 0 ? input : state, normed, length, layer.norm)
      product(normed, layer.qkv, layer.qkvBias, qkv, rows)
      attend(length, layer.width)
      product(mixed, layer.out, layer.outBias, added, rows)
      addInto(floats, state, added, length * WIDTH)
      normalise(floats, state, normed, length, layer.ffnNorm)
      product(normed, layer.conv1, layer.conv1Bias, hidden, rows, 1)
      if (index === layers.length - 1) {
        mean(floats, hidden, HIDDEN, length)
        mean(floats, state, WIDTH, length)
        product(hidden, layer.conv2, layer.conv2Bias, added, TILE_ROWS)
        addInto(floats, state, added, WIDTH)
      } else {
        product(hidden, layer.conv2, layer.conv2Bias, added, rows)
        addInto(floats, state, added, length * WIDTH)
      }
    }
    product(state, tanh, tanhBias, added, TILE_ROWS)
    return unitTanh(floats.subarray(added, added + VECTOR_LENGTH))
  }
}

/** A matrix in panels, ready for the kernel; `at` counts floats. */
interface Matrix {
  at: number
  depth: number
  columns: number
}

interface Norm {
  width: number
  scale: number
  bias: number
}

const HEADS = 4
const WIDTH = 512
const HIDDEN = 1536
const WIDEST = 1536
/** 64 KB each: 19.6 MB of matrices and 3.2 MB of work space. */
const PAGES = 400
/** The graph's own constant under the square root. */
const NORM_EPSILON = 1e-6

/** Row t: sin(t · f) for 128 frequencies, then cos. Source: Vaswani et al., "Attention is all you need", 3.5. */
function timingSignal(frequencies: Float32Array): Float32Array {
  const half = frequencies.length
  const signal = new Float32Array(MAX_TOKENS_READ * 2 * half)
  for (let t = 0; t < MAX_TOKENS_READ; t++) {
    for (let i = 0; i < half; i++) {
      const angle = Math.fround(t * frequencies[i]!)
      signal[t * 2 * half + i] = Math.sin(angle)
      signal[t * 2 * half + half + i] = Math.cos(angle)
    }
  }
  return signal
}

function normalise(floats: Float32Array, from: number, to: number, rows: number, norm: Norm): void {
  const { width, scale, bias } = norm
  for (let row = 0; row < rows; row++) {
    const a = from + row * width
    const b = to + row * width
    let sum = 0
    for (let i = 0; i < width; i++) sum += floats[a + i]!
    const average = sum / width
    let squares = 0
    for (let i = 0; i < width; i++) squares += (floats[a + i]! - average) ** 2
    const factor = 1 / Math.sqrt(squares / width + NORM_EPSILON)
    for (let i = 0; i < width; i++) {
      floats[b + i] = (floats[a + i]! - average) * factor * floats[scale + i]! + floats[bias + i]!
    }
  }
}

function packKeys(
  floats: Float32Array,
  from: number,
  stride: number,
  to: number,
  depth: number,
  tokens: number,
  scale: number,
): void {
  for (let token = 0; token < tokens; token++) {
    const panel = to + Math.floor(token / PANEL_COLUMNS) * depth * PANEL_COLUMNS + (token % PANEL_COLUMNS)
    const row = from + token * stride
    for (let k = 0; k < depth; k++) floats[panel + k * PANEL_COLUMNS] = floats[row + k]! * scale
  }
}

function packValues(
  floats: Float32Array,
  from: number,
  stride: number,
  to: number,
  width: number,
  tokens: number,
): void {
  for (let token = 0; token < tokens; token++) {
    const row = from + token * stride
    for (let n = 0; n < width; n += PANEL_COLUMNS) {
      const at = to + n * tokens + token * PANEL_COLUMNS
      for (let i = 0; i < PANEL_COLUMNS; i++) floats[at + i] = floats[row + n + i]!
    }
  }
}

/** Over the first `length` values in place; the rest of the row becomes zero, so that it weighs nothing. */
function softmax(floats: Float32Array, at: number, length: number, padded: number): void {
  let highest = Number.NEGATIVE_INFINITY
  for (let i = 0; i < length; i++) highest = Math.max(highest, floats[at + i]!)
  let sum = 0
  for (let i = 0; i < length; i++) {
    const weight = Math.exp(floats[at + i]! - highest)
    floats[at + i] = weight
    sum += weight
  }
  for (let i = 0; i < length; i++) floats[at + i] = floats[at + i]! / sum
  floats.fill(0, at + length, at + padded)
}

function addInto(floats: Float32Array, to: number, from: number, length: number): void {
  for (let i = 0; i < length; i++) floats[to + i] = floats[to + i]! + floats[from + i]!
}

/** Leaves the mean of the rows in the first row. */
function mean(floats: Float32Array, at: number, width: number, rows: number): void {
  for (let row = 1; row < rows; row++) addInto(floats, at, at + row * width, width)
  for (let i = 0; i < width; i++) floats[at + i] = floats[at + i]! / rows
}

function unitTanh(values: Float32Array): Float32Array {
  const vector = values.map(Math.tanh)
  let squares = 0
  for (const value of vector) squares += value * value
  return vector.map(value => value / Math.sqrt(Math.max(squares, 1e-12)))
}

function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple
}
