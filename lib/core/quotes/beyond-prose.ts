import { stem } from '../retrieval/lexical/stemmers/stem.ts'
import type { AskedQuestion } from './asked-question.ts'
import type { Kind } from './expected-kind.ts'
import { FEATURES, type RatedUnit } from './features.ts'
import type { ReadUnit } from './read-unit.ts'
import { presence } from './related-words.ts'
import { wordsOf } from './words.ts'

/*
 * What the fitted reader cannot know: it was fitted on whole questions about bare paragraphs, some of them made to
 * mislead. All in log odds.
 */

/**
 * Rather a list's lead-in for "What can it do?", rather a command or what tells what to do for "How do I?", rather
 * what begins with the thing itself.
 */
export function preference(asked: AskedQuestion, rated: RatedUnit): number {
  const { unit } = rated
  return (
    (asked.kind === 'thing' && unit.text.endsWith(':') ? LEADS_IN : 0) +
    (asked.kind === 'steps' && INSTRUCTS.test(unit.text) ? TELLS_TO : 0) +
    (unit.kind === 'code' ? (COMMAND[asked.kind] ?? NO_COMMAND) : 0) +
    (startsWithSubject(asked, unit) ? ABOUT_IT : 0) +
    (asked.kind === 'money' && AMOUNT.test(unit.text)
      ? NAMES_AMOUNT + (unit.kind === 'row' ? TABLE_OF_PRICES : 0)
      : 0) +
    (asked.kind === 'clock' && HOUR.test(unit.text)
      ? NAMES_HOUR + (unit.kind === 'row' ? TABLE_OF_HOURS : 0)
      : 0) +
    (asked.kind === 'duration' && saysHowLong(asked, rated) ? SAYS_HOW_LONG : 0) +
    (asked.kind === 'yes-no' && unit.kind === 'row' ? ROW_OF_FACTS : 0) +
    (asksOpening(asked) && !tellsOpening(unit) ? HOURS_OF_ELSE : 0)
  )
}

/** "When do you open in July?": when something else is on in July is no answer. */
function asksOpening({ kind, words }: AskedQuestion): boolean {
  return kind === 'clock' && words.some(({ stem }) => OPENING.has(stem))
}

function tellsOpening({ stems, above }: ReadUnit): boolean {
  return !OPENING.isDisjointFrom(stems) || !OPENING.isDisjointFrom(above)
}

const OPENING: ReadonlySet<string> = new Set([
  ...['open', 'close', 'closing', 'hours'].map(word => stem(word, 'en')),
  ...['geöffnet', 'öffnungszeiten', 'geschlossen'].map(word => stem(word, 'de')),
])
const HOURS_OF_ELSE = -1.5

const LEADS_IN = 0.8
const TELLS_TO = 0.8
const ABOUT_IT = 0.8
const NAMES_HOUR = 0.8
const TABLE_OF_HOURS = 0.8
const NAMES_AMOUNT = 0.5
const TABLE_OF_PRICES = 0.8
/** Neither a yes nor a no. */
const ROW_OF_FACTS = -0.8

/** "A lesson lasts 45 minutes" rather than what has to be done within 48 hours of one. */
function saysHowLong({ text }: AskedQuestion, { unit, missing }: RatedUnit): boolean {
  return unit.kind === 'sentence' && missing.length === 0 && HOW_LONG.test(text) && LASTS.test(unit.text)
}

const SAYS_HOW_LONG = 4
const TELLS_HOW_LONG = 1.5
const HOW_LONG = /^how long (?:is|are|was|were)\b|^how long (?:do|does|did|will|would) .*\b(?:take|last)\b/i
const LASTS =
  /\b(?:lasts?|lasted|takes?|took|(?:is|are|was|were) (?:about |around |up to )?\d+)\b[^.;!?]{0,40}?\b(?:\d[\d.,–-]*|an?|one|two|three|four|five|six|half an?) ?-?(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)\b/i

const AMOUNT =
  /[$€£¥]\s?\d|\d\s?[$€£¥]|\b(?:GBP|EUR|USD|CHF) ?\d|\d\s?(?:euros?|pounds?|dollars?|pence|cents?|p)\b|\d[.,]\d\d\b/i
const HOUR = /\b\d{1,2}[:.]\d{2}\b|\b\d{1,2} ?(?:am|pm|uhr)\b/i
const COMMAND: Partial<Record<Kind, number>> = { command: 1, steps: 0.5, any: 0 }
const NO_COMMAND = -0.8

const INSTRUCTS =
  /^(?:to \p{Ll}[^,.]{2,60},|(?:(?:first|then|next|now|just|simply|please)[, ]+)?(?:add|ask|attach|call|check|choose|click|close|connect|copy|create|delete|download|drag|drop|enter|fill|go|hold|insert|install|list|log|make|move|open|paste|pick|plug|press|pull|push|put|register|remove|replace|reset|restart|run|save|scroll|select|send|set|sign|start|stop|switch|take|tap|tell|turn|type|unplug|update|upload|use|visit|wait|write)\b)/iu

/** "What can MarkItDown convert?": a unit that begins with MarkItDown. */
function startsWithSubject({ text, words, terms }: AskedQuestion, unit: ReadUnit): boolean {
  if (!ABOUT_SUBJECT.test(text)) return false
  const subject = words.find(({ small, form }) => !small && !ASKS.has(form))
  const first = unit.words.find(({ small }) => !small)
  return (
    subject !== undefined &&
    first?.stem === subject.stem &&
    terms.some(({ stem, light }) => stem === subject.stem && !light)
  )
}

const ABOUT_SUBJECT =
  /^(?:what|which \p{L}+|how much|how many \p{L}+) (?:can|could|does|do|did|will|is|are) /iu

/**
 * How much surer the reader may be that the best unit answers. Little where a word of the question is missing: what a
 * heading or a row is about is told by its words alone.
 */
export function beyondProse(asked: AskedQuestion, rated: RatedUnit): number {
  const told =
    (saysHardlyAnything(asked) ? HARDLY : 0) +
    (asked.kind === 'duration' && saysHowLong(asked, rated) ? TELLS_HOW_LONG : 0)
  if (rated.missing.length > 0) return told + (isStructured(rated) ? PARTLY : 0)
  return (
    told +
    (isStructured(rated) ? STRUCTURED : 0) +
    (isWhole(asked, rated) ? WHOLE : 0) +
    (isLabelled(asked, rated) ? LABELLED : 0) +
    (isKeywords(asked) ? KEYWORDS : 0)
  )
}

const STRUCTURED = 1.8
const PARTLY = 0.5
const WHOLE = 1.5
const LABELLED = 1
const KEYWORDS = 0.6
const HARDLY = -1.2

/** "What if it rains?": one word, and nothing of a shape is asked for. */
function saysHardlyAnything(asked: AskedQuestion): boolean {
  return VAGUE.has(asked.kind) && !isKeywords(asked) && asked.terms.filter(({ light }) => !light).length === 1
}

const VAGUE: ReadonlySet<Kind> = new Set<Kind>(['thing', 'yes-no', 'any', 'steps', 'reason'])

/** What stands in a row, an item, code or under a heading of its own was put there to be found. */
function isStructured({ unit }: RatedUnit): boolean {
  return unit.kind !== 'sentence' || unit.headingPath.length > 1 || unit.lead !== null
}

/** Of a question of one or two words that say something, the unit has most itself: the examples are longer. */
function isWhole({ terms }: AskedQuestion, { features }: RatedUnit): boolean {
  const telling = terms.filter(({ light }) => !light)
  return telling.length > 0 && telling.length <= SHORT && features[OWN]! >= MOSTLY_OWN
}

const SHORT = 2
const OWN = FEATURES.indexOf('own')
const MOSTLY_OWN = 0.4

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
