import type { Kind } from './expected-kind.ts'
import { FEATURES } from './features.ts'
import type { ScoredUnit } from './gate-features.ts'
import type { Reading } from './read-passages.ts'

/** Kinds that have a shape no answer is without. */
const SHAPED: ReadonlySet<Kind> = new Set<Kind>([
  'money',
  'percent',
  'duration',
  'number',
  'time',
  'clock',
  'contact',
])

/** Written for a language model, not for a visitor: never worth quoting. */
const GIVES_ORDERS =
  /\b(?:ignore|disregard|forget|override)\b[^.]*\b(?:instructions?|prompts?|rules|guidelines)\b|\bsystem prompt\b|\byou are now\b/i

/**
 * Units that are no answer, however alike their words: without a distinctive word of the question in them or around
 * them, without an amount where an amount is asked for, or with orders in them.
 */
export function unfitUnits({ asked, units }: Reading): Set<ScoredUnit> {
  const kindFound = FEATURES.indexOf('kindFound')
  return new Set(
    units.filter(({ unit, features, missing }) => {
      if (GIVES_ORDERS.test(unit.text)) return true
      if (SHAPED.has(asked.kind) && features[kindFound]! < 0 && unit.kind !== 'code') return true
      const distinctive = asked.terms.filter(({ word, name }) => name && missing.includes(word))
      return distinctive.length > 0
    }),
  )
}
