import type { AskedQuestion } from './asked-question.ts'
import type { RatedUnit } from './features.ts'
import { presence } from './related-words.ts'
import { wordsOf } from './words.ts'

/*
 * What the fitted reader cannot know: it was fitted on whole questions about bare paragraphs, some of them made to
 * mislead. All in log odds.
 */

/** Rather a list's lead-in for "What can it do?", rather a command for "How do I?". */
export function preference({ kind }: AskedQuestion, { unit }: RatedUnit): number {
  if (kind === 'thing' && unit.text.endsWith(':')) return 0.8
  return kind === 'steps' && unit.kind === 'code' ? 0.5 : 0
}

/**
 * How much surer the reader may be that the best unit answers. Nothing where a word of the question is missing: what
 * a heading or a row is about is told by its words alone.
 */
export function beyondProse(asked: AskedQuestion, rated: RatedUnit): number {
  if (rated.missing.length > 0) return 0
  return (
    (isStructured(rated) ? STRUCTURED : 0) +
    (isLabelled(asked, rated) ? LABELLED : 0) +
    (isKeywords(asked) ? KEYWORDS : 0)
  )
}

const STRUCTURED = 1.8
const LABELLED = 1
const KEYWORDS = 0.6

/** What stands in a row, an item, code or under a heading of its own was put there to be found. */
function isStructured({ unit }: RatedUnit): boolean {
  return unit.kind !== 'sentence' || unit.headingPath.length > 1
}

/** `Prepared by: Sarah Martinez`, or a row that begins so: its label is part of the question. */
function isLabelled({ terms, language }: AskedQuestion, { unit }: RatedUnit): boolean {
  const label = LABEL.exec(unit.text)?.[1]
  if (!label) return false
  const words = wordsOf(label, language).filter(({ small }) => !small)
  const asked = new Set(terms.map(({ stem }) => stem))
  return words.length > 0 && words.every(({ stem }) => presence(stem, asked) > 0)
}

const LABEL = /^([^:\t]{2,60})(?::\s|\t)\s*\S/

/** "opening hours": nobody asks, somebody looks something up. */
function isKeywords({ words }: AskedQuestion): boolean {
  return words.length <= MOST_KEYWORDS && !words.some(({ form }) => ASKS.has(form))
}

const MOST_KEYWORDS = 4
const ASKS: ReadonlySet<string> = new Set(
  `what when where who whom whose why which how is are was were do does did can could may must will would should has have
  wann wo wer warum welche welcher welches wie ist sind gibt kann quand où qui pourquoi comment combien quel quelle est
  qué cuándo dónde quién cómo cuánto hay dove chi perché quanto quando waar waarom hoe onde quem`.split(
    /\s+/,
  ),
)
