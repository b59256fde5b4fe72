import { gateFeatures } from '#lib/core/quotes/gate-features.ts'
import { judge, type ReaderModel } from '#lib/core/quotes/read-passages.ts'
import type { Logistic, Trees } from '#lib/core/quotes/trees.ts'
import { fitLogistic } from './fit-logistic.ts'
import { type Examples, growTrees } from './grow-trees.ts'
import type { ReaderCase } from './reader-cases.ts'

const GROWTH = { trees: 150, depth: 3, rate: 0.1, ridge: 5, least: 3 }
const RIDGE = 100
/** Shortened questions are examples too, but fewer than the whole ones; what is off topic is rare among them. */
const SHORTENED_UNITS = 0.5
const SHARE = { whole: 1, offTopic: 4, shortened: 0.3, shortenedOffTopic: 0.5 }
/** Wrong units are many times the right ones: one in so many stands for all. */
const WRONG_KEPT = 4
/** Parts of the articles; what judges the units of one was fitted on the others. */
const FOLDS = 4
/** The share of answerable questions at which the reader begins to answer: of articles that it has not seen it answers fewer, and the goal is .60. */
const ANSWERED = 0.625

/**
 * Fits the reader on questions: the trees on units, then the gate on what trees make of articles they have not seen.
 * The gate says 0 where `ANSWERED` of the answerable questions are answered.
 */
export function fitReader(cases: readonly ReaderCase[]): ReaderModel {
  const unseen = byArticle(cases, train => growTrees(unitExamples(train), GROWTH))
  const gate = fitLogistic(gateExamples(unseen), RIDGE)
  const units = growTrees(unitExamples(cases), GROWTH)
  return { units, gate: withThreshold(gate, unseen) }
}

/** Each case with a model that has not seen its article. */
export function crossValidate(cases: readonly ReaderCase[]): { one: ReaderCase; model: ReaderModel }[] {
  return byArticle(cases, fitReader).map(({ one, fitted }) => ({ one, model: fitted }))
}

function byArticle<Fitted>(cases: readonly ReaderCase[], learn: (train: ReaderCase[]) => Fitted) {
  const articles = [...new Set(cases.map(({ article }) => article))]
  const foldOf = new Map(articles.map((article, at) => [article, at % FOLDS]))
  return Array.from({ length: FOLDS }, (_, fold) => {
    const fitted = learn(cases.filter(({ article }) => foldOf.get(article) !== fold))
    return cases.filter(({ article }) => foldOf.get(article) === fold).map(one => ({ one, fitted }))
  }).flat()
}

function unitExamples(cases: readonly ReaderCase[]): Examples {
  let turn = 0
  const kept = cases
    .filter(({ about }) => about !== 'off-topic')
    .flatMap(({ units, right, shortened }) =>
      units.flatMap(({ features }, at) =>
        right[at] || turn++ % WRONG_KEPT === 0
          ? [
              {
                features,
                right: right[at]!,
                weight: (right[at] ? 1 : WRONG_KEPT) * (shortened ? SHORTENED_UNITS : 1),
              },
            ]
          : [],
      ),
    )
  return examplesOf(kept)
}

interface Unseen {
  one: ReaderCase
  fitted: Trees
}

function gateExamples(unseen: readonly Unseen[]): Examples {
  return examplesOf(
    unseen.flatMap(({ one, fitted }) => {
      const { units } = judge(one, { units: fitted, gate: NO_GATE })
      return units.length
        ? [
            {
              features: gateFeatures(units),
              right: one.about === 'answerable',
              weight: shareOf(one),
            },
          ]
        : []
    }),
  )
}

function shareOf({ about, shortened }: ReaderCase): number {
  if (about === 'off-topic') return shortened ? SHARE.shortenedOffTopic : SHARE.offTopic
  return shortened ? SHARE.shortened : SHARE.whole
}

const NO_GATE: Logistic = { intercept: 0, means: [], deviations: [], weights: [] }

function withThreshold(gate: Logistic, unseen: readonly Unseen[]): Logistic {
  const odds = unseen
    .filter(({ one }) => one.about === 'answerable' && !one.shortened)
    .map(({ one, fitted }) => judge(one, { units: fitted, gate }).odds)
    .sort((a, b) => b - a)
  return { ...gate, intercept: gate.intercept - odds[Math.floor(ANSWERED * odds.length)]! }
}

function examplesOf(rows: { features: Float64Array; right: boolean; weight: number }[]): Examples {
  const columns = rows[0]!.features.length
  const features = new Float32Array(rows.length * columns)
  for (const [at, row] of rows.entries()) features.set(row.features, at * columns)
  return {
    features,
    answers: Uint8Array.from(rows, ({ right }) => Number(right)),
    weights: Float32Array.from(rows, ({ weight }) => weight),
    columns,
  }
}
