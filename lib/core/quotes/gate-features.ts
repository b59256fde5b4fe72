import { FEATURES, type RatedUnit } from './features.ts'

export interface ScoredUnit extends RatedUnit {
  /** Log odds that it answers, as far as one unit tells. */
  odds: number
}

/** What of the second best is looked at. */
const OF_SECOND = ['own', 'around', 'lost1', 'namesMissing', 'kindFound', 'pairs', 'kindNear'] as const

/** In the order of `gateFeatures`. */
export const GATE_FEATURES = [
  ...['odds', 'aheadOfSecond', 'aheadOfThird', 'aheadOfOtherPassage', 'likelyAnswers'],
  ...FEATURES,
  ...['bestOwn', 'bestAround', 'bestPassage', 'leastMissing'],
  ...OF_SECOND.map(name => `second:${name}`),
] as const

/** What tells whether a question is answered at all; `units` best first, at least one. */
export function gateFeatures(units: readonly ScoredUnit[]): Float64Array {
  const [top] = units as [ScoredUnit]
  const second = units[1] ?? top
  const third = units[2] ?? second
  const other = units.find(({ unit }) => unit.source !== top.unit.source)
  const at = (name: (typeof FEATURES)[number]) => FEATURES.indexOf(name)
  const best = (name: (typeof FEATURES)[number]) =>
    Math.max(...units.map(({ features }) => features[at(name)]!))
  return Float64Array.from([
    ...[top.odds, top.odds - second.odds, top.odds - third.odds, other ? top.odds - other.odds : ALONE],
    units.reduce((sum, { odds }) => sum + 1 / (1 + Math.exp(-odds)), 0),
    ...top.features,
    ...[best('own'), best('around'), best('passage')],
    Math.min(...units.map(({ features }) => features[at('missingInPassage')]!)),
    ...OF_SECOND.map(name => second.features[at(name)]!),
  ])
}

/** Ahead of nobody: as far as a sure answer is of a hopeless one. */
const ALONE = 6
