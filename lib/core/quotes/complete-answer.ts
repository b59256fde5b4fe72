import { FEATURES } from './features.ts'
import type { ScoredUnit } from './gate-features.ts'
import type { Reading } from './read-passages.ts'

/** Of a question with no more words that say something, a unit that has all of them is about it. */
const SHORT = 2
/** In the unit itself, or right above it. */
const OWN = FEATURES.indexOf('own')
const MOSTLY_OWN = 0.4
/** The reader must not be sure that it is wrong. */
const LEAST_ODDS = -1.5

/**
 * The units that have all of a short question, and most of it themselves: the examples that the reader was fitted on are longer, so
 * it is not sure of these. None where the question is longer, or nothing has all of it.
 */
export function completeAnswer({ asked, fit, odds }: Reading): ScoredUnit[] {
  const terms = asked.terms.filter(({ light }) => !light)
  if (terms.length === 0 || terms.length > SHORT || odds < LEAST_ODDS) return []
  const complete = fit.filter(({ missing, features }) => missing.length === 0 && features[OWN]! >= MOSTLY_OWN)
  const most = Math.max(...complete.map(({ features }) => features[OWN]!))
  return complete.filter(({ features }) => features[OWN]! === most)
}
