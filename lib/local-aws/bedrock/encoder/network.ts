import { PANEL_COLUMNS } from './kernel/multiply.ts'
import { WIDE_PANEL_COLUMNS } from './kernel/multiply-sparse.ts'
import type { Weights } from './weights.ts'

/** Where the network's numbers lie in the kernel's memory, in bytes, and what they are. */
export type Network = ReturnType<typeof packNetwork>

/** B of a product, in panels, and its bias. */
export interface Matrix {
  at: number
  bias: number
  depth: number
  columns: number
}

/** Longer texts are read up to here, as the model's own graph does. */
export const MAX_TOKENS_READ = 128
export const EMBEDDING = 256
export const WIDTH = 512
export const HIDDEN = 1536
export const HEADS = 4

/**
 * Packs the weights for the kernel, with what never changes multiplied in once:
 * a normalisation's scale and bias into the matrix behind it (`(x∘s + b)·W = x·(s∘W) + b·W`), and the keys' factor
 * 1/√(width of a head) into the columns that make them.
 */
export function packNetwork(weights: Weights, floats: Float32Array, allocate: (length: number) => number) {
  const store = (values: ArrayLike<number>): number => {
    const at = allocate(values.length)
    floats.set(values, at / 4)
    return at
  }
  const pack = ({ values, bias, depth }: Dense, panel: number): Matrix => {
    const columns = values.length / depth
    const at = allocate(values.length)
    for (let k = 0; k < depth; k++) {
      for (let n = 0; n < columns; n++) {
        const inPanel = n % panel
        floats[at / 4 + (n - inPanel) * depth + k * panel + inPanel] = values[k * columns + n]!
      }
    }
    return { at, bias: store(bias), depth, columns }
  }
  const read = (kernel: string, bias: string): Dense => {
    const [values, biases] = [weights.get(kernel), weights.get(bias)]
    return { values, bias: biases, depth: values.length / biases.length }
  }
  const attention = (layer: number, part: string) =>
    read(
      `${layer}/MultiheadAttention/${part}_transform_single/kernel`,
      `${layer}/MultiheadAttention/${part}_transform_single/bias`,
    )
  const behindNorm = (name: string, dense: Dense) =>
    foldNorm(dense, weights.get(`${name}/scale`), weights.get(`${name}/bias`))
  const qkv = (layer: number) => scaleKeys(behindNorm(`${layer}/norm`, attention(layer, 'qkv')))

  const layers = [0, 1].map(layer => ({
    out: pack(attention(layer, 'output'), PANEL_COLUMNS),
    conv1: pack(
      behindNorm(`${layer}/FFN/norm`, read(`${layer}/FFN/conv1`, `${layer}/FFN/conv1/bias`)),
      PANEL_COLUMNS,
    ),
    conv2: pack(read(`${layer}/FFN/conv2`, `${layer}/FFN/conv2/bias`), WIDE_PANEL_COLUMNS),
  }))
  const entry = sideBySide(read('0/dense/kernel', '0/dense/bias'), qkv(0))
  return {
    layers,
    qkv: pack(qkv(1), PANEL_COLUMNS),
    tanh: pack(
      read('hidden_layers/tanh_layer_0/weights', 'hidden_layers/tanh_layer_0/bias'),
      WIDE_PANEL_COLUMNS,
    ),
    /** The first layer's two products of the input, in one: its state, then queries, keys and values. */
    entry: { ...pack(entry, PANEL_COLUMNS), columnSums: store(columnSums(entry)) },
    embeddings: weights.get('Embeddings_en'),
    timing: timingSignal(weights.get('Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1')),
  }
}

/** Row-major, depth x columns. */
interface Dense {
  values: Float32Array
  bias: Float32Array
  depth: number
}

function foldNorm({ values, bias, depth }: Dense, scale: Float32Array, shift: Float32Array): Dense {
  const columns = bias.length
  const biases = Float64Array.from(bias)
  const scaled = new Float32Array(values.length)
  for (let k = 0; k < depth; k++) {
    for (let n = 0; n < columns; n++) {
      const value = values[k * columns + n]!
      scaled[k * columns + n] = scale[k]! * value
      biases[n] = biases[n]! + shift[k]! * value
    }
  }
  return { values: scaled, bias: Float32Array.from(biases), depth }
}

/** Queries, keys and values stand side by side, a third of the columns each. */
function scaleKeys({ values, bias, depth }: Dense): Dense {
  const width = bias.length / 3
  const factor = 1 / Math.sqrt(width / HEADS)
  const scale = (value: number, index: number) =>
    Math.floor(index / width) % 3 === 1 ? value * factor : value
  return { values: values.map(scale), bias: bias.map(scale), depth }
}

function sideBySide(left: Dense, right: Dense): Dense {
  const columns = left.bias.length + right.bias.length
  const values = new Float32Array(columns * left.depth)
  for (let k = 0; k < left.depth; k++) {
    for (const [part, offset] of [
      [left, 0],
      [right, left.bias.length],
    ] as const) {
      const width = part.bias.length
      values.set(part.values.subarray(k * width, (k + 1) * width), k * columns + offset)
    }
  }
  return { values, bias: Float32Array.of(...left.bias, ...right.bias), depth: left.depth }
}

function columnSums({ values, bias, depth }: Dense): Float32Array {
  const columns = bias.length
  const sums = new Float64Array(columns)
  for (let k = 0; k < depth; k++) {
    for (let n = 0; n < columns; n++) sums[n] = sums[n]! + values[k * columns + n]!
  }
  return Float32Array.from(sums)
}

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
