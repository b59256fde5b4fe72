/** Boosted trees of one depth: a sum of log odds. Nodes stand as in a heap, leaves from left to right. */
export interface Trees {
  base: number
  depth: number
  trees: readonly Tree[]
}
export interface Tree {
  /** Of each inner node: the feature it asks for, -1 where it asks nothing and everybody goes left. */
  feature: readonly number[]
  /** From this value on to the right. */
  from: readonly number[]
  leaf: readonly number[]
}

/** Log odds. */
export function rateByTrees({ base, depth, trees }: Trees, features: ArrayLike<number>): number {
  return trees.reduce((sum, { feature, from, leaf }) => {
    let node = 0
    for (let level = 0; level < depth; level++) {
      const index = (1 << level) - 1 + node
      const asked = feature[index]!
      node = 2 * node + (asked >= 0 && features[asked]! >= from[index]! ? 1 : 0)
    }
    return sum + leaf[node]!
  }, base)
}

/** A logistic regression of features scaled by mean and deviation. */
export interface Logistic {
  intercept: number
  means: readonly number[]
  deviations: readonly number[]
  weights: readonly number[]
}

/** What lies further out is a feature's mistake rather than a sign. */
export const MOST_DEVIATIONS = 4

/** Log odds. */
export function rateByLogistic(
  { intercept, means, deviations, weights }: Logistic,
  features: ArrayLike<number>,
): number {
  return weights.reduce((sum, weight, at) => {
    const scaled = (features[at]! - means[at]!) / deviations[at]!
    return sum + weight * Math.min(MOST_DEVIATIONS, Math.max(-MOST_DEVIATIONS, scaled))
  }, intercept)
}
