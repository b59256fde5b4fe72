import type { AskedQuestion } from './asked-question.ts'
import { expectedKind } from './expected-kind.ts'
import { FEATURES } from './features.ts'
import type { ScoredUnit } from './gate-features.ts'
import type { Reading } from './read-passages.ts'
import { stemsOf } from './read-unit.ts'
import { presence } from './related-words.ts'
import { isQuestion } from './units.ts'
import { wordsOf } from './words.ts'

/** Share of the question's weight that a heading has to have before what stands under it is the answer. */
const HEADING_COVERS = 0.8
/** Of its own words, as many have to be asked for: a longer heading is about something else as well. */
const HEADING_ABOUT = 0.5
/** And so many where a sentence already answers with words of its own. */
const SURELY_ABOUT = 0.75
/** A section's beginning says what it is about; further down it goes into its details. */
const LEADING_UNITS = 2

/**
 * The units that answer because the heading above them is what was asked for ("What happens when a document fails?"
 * under "When a document fails"), in the order of reading; none where no heading is.
 */
export function sectionAnswer({ asked, fit, odds }: Reading): ScoredUnit[] {
  const terms = asked.terms.filter(({ light }) => !light)
  const weight = terms.reduce((sum, term) => sum + term.weight, 0)
  if (terms.length === 0 && asked.kind !== 'place') return []
  const sections = Map.groupBy(fit, ({ unit }) => `${unit.source}\n${unit.headingPath.join('\n')}`)
  const covering = [...sections.values()].flatMap(units => {
    const { headingPath } = units[0]!.unit
    const heading = headingPath.at(-1)
    if (heading === undefined || asksElse(heading, asked)) return []
    // "Where are you?" says nothing but its kind.
    if (terms.length === 0) return WHEREABOUTS.test(heading) ? [{ units, covered: 1, about: 1 }] : []
    const own = stemsOf(wordsOf(heading, asked.language))
    const above = stemsOf(wordsOf(headingPath.slice(0, -1).join('\n'), asked.language))
    const covered = terms.reduce(
      (sum, term) => sum + term.weight * Math.max(presence(term.stem, own), presence(term.stem, above)),
      0,
    )
    const wanted = [...own].filter(stem => terms.some(term => presence(stem, new Set([term.stem])) > 0))
    const { stems, above: overBest } = fit[0]!.unit
    const enough =
      odds < 0 || !terms.some(({ stem }) => presence(stem, stems) > 0 || presence(stem, overBest) > 0)
    const isAbout = wanted.length / own.size >= (enough ? HEADING_ABOUT : SURELY_ABOUT)
    return wanted.length > 0 && isAbout && covered / weight >= HEADING_COVERS
      ? [{ units, covered, about: wanted.length / own.size }]
      : []
  })
  const best = covering.sort((a, b) => b.covered - a.covered || b.about - a.about)[0]
  if (!best) return []
  const inOrder = best.units.toSorted((a, b) => a.unit.start - b.unit.start)
  const kindFound = FEATURES.indexOf('kindFound')
  const named = inOrder.filter(({ features }) => features[kindFound]! > 0)
  // Where the kind of thing has a shape, those that name one; else how the section begins.
  const answering = named.length > 0 ? named : inOrder
  const { kind } = answering[0]!.unit
  // Under its heading a table or a list is the answer as a whole.
  if (kind === 'row' || kind === 'item') return answering.filter(({ unit }) => unit.kind === kind)
  return answering.slice(0, LEADING_UNITS)
}

const WHEREABOUTS =
  /\b(?:where|address|location|directions|find us|getting (?:here|there)|adresse|anfahrt|standort|dirección|indirizzo)\b/i

/** "Which files can I add?" says nothing of who sees them. */
function asksElse(heading: string, { kind }: AskedQuestion): boolean {
  return isQuestion(heading.trim()) && kind !== 'any' && expectedKind(heading) !== kind
}
