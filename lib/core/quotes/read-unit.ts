import type { AskedQuestion } from './asked-question.ts'
import type { Unit } from './units.ts'
import { type Word, wordsOf } from './words.ts'

/** A unit with its words, as `rateUnits` compares it with a question. */
export interface ReadUnit extends Unit {
  words: Word[]
  /** Of the words that are not small. */
  stems: ReadonlySet<string>
  /** Of what leads in, heads its column, or is the heading right above. */
  above: ReadonlySet<string>
}

export function readUnit(unit: Unit, asked: Pick<AskedQuestion, 'language'>): ReadUnit {
  const words = wordsOf(unit.text, asked.language)
  // The first heading is the document's own title, which every unit of it shares.
  const heading = unit.headingPath.length > 1 ? unit.headingPath.at(-1)! : ''
  const above = [unit.lead?.text ?? '', unit.header ?? '', heading].join('\n')
  return { ...unit, words, stems: stemsOf(words), above: stemsOf(wordsOf(above, asked.language)) }
}

export function stemsOf(words: readonly Word[]): Set<string> {
  return new Set(words.filter(({ small }) => !small).map(({ stem }) => stem))
}
