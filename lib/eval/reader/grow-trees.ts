import type { Tree, Trees } from '#lib/core/quotes/trees.ts'

/** Examples as one matrix, row by row. */
export interface Examples {
  features: Float32Array
  /** Of each row. */
  answers: Uint8Array
  weights: Float32Array
  columns: number
}

export interface Growth {
  trees: number
  depth: number
  rate: number
  /** Ridge of a leaf's value. */
  ridge: number
  /** Least hessian on each side of a split. */
  least: number
}

const BINS = 48
/** Quantiles of this many rows say where the bins end. */
const SAMPLED = 20_000

/**
 * Gradient boosting of logistic loss by histograms of quantile bins (Friedman, "Greedy function approximation", 2001;
 * Chen and Guestrin, "XGBoost", 2016). The same examples give the same trees.
 */
export function growTrees(examples: Examples, growth: Growth): Trees {
  const { answers, weights, columns } = examples
  const rows = answers.length
  const cuts = Array.from({ length: columns }, (_, column) => cutsOf(examples, column))
  const bins = binsOf(examples, cuts)
  const [sum, right] = answers.reduce(
    ([all, yes], answer, row) => [all + weights[row]!, yes + weights[row]! * answer],
    [0, 0],
  )
  const base = Math.log(right / (sum - right))
  const odds = new Float64Array(rows).fill(base)
  const slopes = { gradient: new Float64Array(rows), hessian: new Float64Array(rows) }
  const trees = Array.from({ length: growth.trees }, () => {
    for (let row = 0; row < rows; row++) {
      const p = 1 / (1 + Math.exp(-odds[row]!))
      slopes.gradient[row] = weights[row]! * (answers[row]! - p)
      slopes.hessian[row] = weights[row]! * p * (1 - p)
    }
    const { tree, nodes } = growTree(bins, cuts, slopes, growth)
    for (let row = 0; row < rows; row++) odds[row]! += tree.leaf[nodes[row]!]!
    return tree
  })
  return { base, depth: growth.depth, trees }
}

interface Slopes {
  gradient: Float64Array
  hessian: Float64Array
}

function growTree(bins: Uint8Array, cuts: number[][], slopes: Slopes, growth: Growth) {
  const rows = slopes.gradient.length
  const columns = cuts.length
  const { depth, rate, ridge } = growth
  const inner = (1 << depth) - 1
  const tree = { feature: new Array<number>(inner).fill(-1), from: new Array<number>(inner).fill(0) }
  const nodes = new Uint8Array(rows)
  const splitBins = new Int16Array(inner)
  for (let level = 0; level < depth; level++) {
    const width = 1 << level
    const sums = histograms(bins, nodes, slopes, width, columns)
    for (let node = 0; node < width; node++) {
      const best = bestSplit(sums, node, cuts, growth)
      if (!best) continue
      const index = width - 1 + node
      tree.feature[index] = best.column
      tree.from[index] = cuts[best.column]![best.bin]!
      splitBins[index] = best.bin
    }
    for (let row = 0; row < rows; row++) {
      const index = width - 1 + nodes[row]!
      const column = tree.feature[index]!
      nodes[row] =
        2 * nodes[row]! + (column >= 0 && bins[row * columns + column]! > splitBins[index]! ? 1 : 0)
    }
  }
  const leaves = { gradient: new Float64Array(inner + 1), hessian: new Float64Array(inner + 1) }
  for (let row = 0; row < rows; row++) {
    leaves.gradient[nodes[row]!]! += slopes.gradient[row]!
    leaves.hessian[nodes[row]!]! += slopes.hessian[row]!
  }
  const leaf = Array.from(
    leaves.gradient,
    (gradient, at) => (rate * gradient) / (leaves.hessian[at]! + ridge),
  )
  return { tree: { ...tree, leaf } satisfies Tree, nodes }
}

/** Sums of slopes by node, column and bin. */
function histograms(
  bins: Uint8Array,
  nodes: Uint8Array,
  { gradient, hessian }: Slopes,
  width: number,
  columns: number,
) {
  const sums = {
    gradient: new Float64Array(width * columns * BINS),
    hessian: new Float64Array(width * columns * BINS),
  }
  for (let row = 0; row < nodes.length; row++) {
    const from = nodes[row]! * columns * BINS
    const [g, h] = [gradient[row]!, hessian[row]!]
    for (let column = 0; column < columns; column++) {
      const at = from + column * BINS + bins[row * columns + column]!
      sums.gradient[at]! += g
      sums.hessian[at]! += h
    }
  }
  return sums
}

function bestSplit({ gradient, hessian }: Slopes, node: number, cuts: number[][], { ridge, least }: Growth) {
  const from = node * cuts.length * BINS
  let [allG, allH] = [0, 0]
  for (let bin = 0; bin < BINS; bin++)
    [allG, allH] = [allG + gradient[from + bin]!, allH + hessian[from + bin]!]
  const worth = (g: number, h: number) => (g * g) / (h + ridge)
  let best: { column: number; bin: number; gain: number } | null = null
  for (const [column, { length }] of cuts.entries()) {
    let [leftG, leftH] = [0, 0]
    for (let bin = 0; bin < length; bin++) {
      leftG += gradient[from + column * BINS + bin]!
      leftH += hessian[from + column * BINS + bin]!
      if (leftH < least || allH - leftH < least) continue
      const gain = worth(leftG, leftH) + worth(allG - leftG, allH - leftH) - worth(allG, allH)
      if (gain > (best?.gain ?? LEAST_GAIN)) best = { column, bin, gain }
    }
  }
  return best
}

const LEAST_GAIN = 1e-6

/** Ascending, each above the least value: what is at least the cut goes to the right. */
function cutsOf({ features, columns, answers }: Examples, column: number): number[] {
  const step = Math.max(1, Math.floor(answers.length / SAMPLED))
  const values: number[] = []
  for (let row = 0; row < answers.length; row += step) values.push(features[row * columns + column]!)
  values.sort((a, b) => a - b)
  const quantiles = Array.from(
    { length: BINS - 1 },
    (_, at) => values[Math.floor(((at + 1) * values.length) / BINS)]!,
  )
  return [...new Set(quantiles)].filter(value => value > values[0]!)
}

function binsOf({ features, columns, answers }: Examples, cuts: number[][]): Uint8Array {
  const bins = new Uint8Array(answers.length * columns)
  for (let at = 0; at < bins.length; at++) {
    const own = cuts[at % columns]!
    let [low, high] = [0, own.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (features[at]! >= own[middle]!) low = middle + 1
      else high = middle
    }
    bins[at] = low
  }
  return bins
}
