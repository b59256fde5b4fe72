import type { Language } from '../retrieval/lexical/language.ts'
import type { AskedQuestion } from './asked-question.ts'
import { boundsAge, saidInPhrases } from './everyday-phrases.ts'
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

export function readUnit(unit: Unit, asked: Pick<AskedQuestion, 'language' | 'terms' | 'age'>): ReadUnit {
  const words = wordsOf(unit.text, asked.language)
  // The first heading is the document's own title, which every unit of it shares.
  const heading = unit.headingPath.length > 1 ? unit.headingPath.at(-1)! : ''
  const above = [unit.lead?.text ?? '', unit.header ?? '', heading].join('\n')
  const { age } = asked
  const ages = age !== null && boundsAge(unit.text, Number(age)) ? new Set([age]) : NONE
  return {
    ...unit,
    words,
    stems: withParts(stemsOf(words), asked)
      .union(joinedStems(unit.text, asked))
      .union(saidInPhrases(unit.text))
      .union(ages),
    above: withParts(stemsOf(wordsOf(above, asked.language)), asked).union(saidInPhrases(above)),
  }
}

const NONE: ReadonlySet<string> = new Set()

/** `ebike` of `e-bike`: search finds the one by the other as well. */
function joinedStems(text: string, { language }: Pick<AskedQuestion, 'language'>): Set<string> {
  const joined = Array.from(text.matchAll(HYPHENATED), ([word]) => word.replaceAll('-', ''))
  return joined.length > 0 ? stemsOf(wordsOf(joined.join(' '), language)) : new Set()
}

const HYPHENATED = /(?<![\p{L}-])\p{L}{1,20}(?:-\p{L}{1,20}){1,3}(?![\p{L}-])/gu

/** German and Dutch write a bus line as one word: it has the bus as well. */
function withParts(
  stems: Set<string>,
  { language, terms }: Pick<AskedQuestion, 'language' | 'terms'>,
): Set<string> {
  if (!COMPOUNDING.has(language)) return stems
  const parts = terms
    .map(({ stem }) => stem)
    .filter(
      part =>
        part.length >= SHORTEST_PART &&
        [...stems].some(
          stem =>
            stem.length >= part.length + SHORTEST_PART && (stem.startsWith(part) || stem.endsWith(part)),
        ),
    )
  return stems.union(new Set(parts))
}

const COMPOUNDING: ReadonlySet<Language> = new Set<Language>(['de', 'nl'])
const SHORTEST_PART = 3

export function stemsOf(words: readonly Word[]): Set<string> {
  return new Set(words.filter(({ small }) => !small).map(({ stem }) => stem))
}
