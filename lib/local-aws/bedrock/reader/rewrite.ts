import { detectLanguage, type Language, stopWords } from './languages.ts'
import type { Turn } from './prompt.ts'
import { replyToSmallTalk } from './small-talk.ts'
import { contentWords } from './words.ts'

/**
 * Makes a follow-up stand alone, by rule, in one line:
 *
 * - "And on Sundays?" after "When are you open on Saturday?" takes the place of what it varies:
 *   "When are you open on Sundays?"
 * - "When was she born?" gets its pronoun replaced by what was talked about: "When was Clara Weiss born?"
 * - "Why?" gets the last question in front.
 *
 * A follow-up with a subject of its own stays as it is.
 */
export function rewriteFollowUp(turns: Turn[], followUp: string): string {
  const asked = oneLine(followUp)
  const previous = oneLine(
    turns.findLast(({ role, text }) => role === 'visitor' && oneLine(text) !== asked)?.text ?? '',
  )
  if (previous === '' || replyToSmallTalk(asked) !== undefined || replyToSmallTalk(previous) !== undefined)
    return asked
  const language = detectLanguage(`${asked} ${previous}`)
  const core = withoutMark(asked.replace(LEANING, ''))
  const before = withoutMark(previous)

  const pronoun = PRONOUN.exec(core)
  if (pronoun !== null) {
    const subject = subjectOf(pronoun[0], before, turns, language)
    return subject === undefined
      ? `${before}: ${core}?`
      : `${capitalise(replacePronoun(core, pronoun, subject))}?`
  }
  const isWhole = OPENS_QUESTION.test(core)
  if (isWhole && contentWords(core, language).length > 0) return `${capitalise(core)}?`
  if (isWhole) return `${before}: ${core.toLowerCase()}?`
  if (LEANING.test(asked) || core.split(' ').length <= FRAGMENT_WORDS) return vary(before, core, language)
  return asked
}

/** Longer than this without a verb of asking is a search phrase that stands alone. */
const FRAGMENT_WORDS = 3
const LEANING =
  /^(?:(?:and|or|but|also|so|then|und|oder|aber|et|ou|mais|y|e|en|maar|ma)\s+)*(?:(?:what|how) about\s+|what if\s+|wie ist es mit\s+|was ist mit\s+|qu'en est-il de\s+|qué hay de\s+)?/i
const OPENS_QUESTION =
  /^(?:what|when|where|who|whom|whose|why|which|how|is|are|was|were|do|does|did|can|could|may|must|will|would|should|has|have|tell|was|wann|wo|wer|warum|welche[rs]?|wie|ist|sind|gibt|kann|quand|où|qui|pourquoi|comment|combien|quel|quelle|est|qué|cuándo|dónde|quién|cómo|cuánto|hay|quando|dove|chi|perché|quanto|wanneer|waar|wie|waarom|hoe|hoeveel|onde|quem)(?=[\s']|$)/i
const PRONOUN =
  /(?<!\b(?:is|are|was|were)\s)\bthere\b|\b(?:it|its|they|their|them|he|him|his|she|her|ihn|er|dort|davon|dafür)\b|\b(?:this|that|these|those)\b(?=\s+(?:is|are|was|were|does|do|did|has|have|cost|mean|work)\b|$)/i
const DETERMINERS = new Set(
  'the a an my your our their this that der die das den dem ein eine le la les un une el los las il lo i gli de het een o os as'.split(
    ' ',
  ),
)
const PREPOSITIONS = new Set(
  'on in at for to of from with by about during after before until am im um für von zu bei mit à pour de dans en para por con di da per op voor van em no na'.split(
    ' ',
  ),
)

/** A day is when, never what. */
const TIME_WORD =
  /^(?:\d.*|.*days?|today|tomorrow|weekends?|open|.*(?:tags?|tag)|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)$/i

/** Puts the fragment in the place of the last phrase of the question before it. */
function vary(before: string, fragment: string, language: Language): string {
  const words = before.split(' ')
  const first = fragment.split(' ')[0]!.toLowerCase()
  let cut = words.length - 1
  const small = (at: number, set: ReadonlySet<string>) => set.has((words[at] ?? '').toLowerCase())
  const leaned = small(cut - 1, DETERMINERS) || small(cut - 1, PREPOSITIONS)
  if (!leaned || stopWords(language).has(words[cut]!.toLowerCase())) return `${before}: ${fragment}?`
  if (small(cut - 1, DETERMINERS) && (DETERMINERS.has(first) || PREPOSITIONS.has(first))) cut -= 1
  if (small(cut - 1, PREPOSITIONS) && PREPOSITIONS.has(first)) cut -= 1
  return `${[...words.slice(0, cut), fragment].join(' ')}?`
}

/** A person is looked for in the guide's last answer; anything else is the last phrase of the question. */
function subjectOf(pronoun: string, before: string, turns: Turn[], language: Language): string | undefined {
  if (/^(?:he|him|his|she|her)$/i.test(pronoun)) {
    const answer = turns.findLast(({ role }) => role === 'guide')?.text ?? ''
    const name = /\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}.'’-]+)+/u.exec(`${before} . ${answer}`)?.[0]
    if (name !== undefined) return name.replace(/\.$/, '')
  }
  const small = stopWords(language)
  const words = before.split(' ')
  const isContent = (at: number) => words[at] !== undefined && !small.has(words[at]!.toLowerCase())
  // "the opening hours of the shop": from the first determiner after the verb to the end says it best.
  const determiner = words.findIndex(
    (word, at) => at > 0 && DETERMINERS.has(word.toLowerCase()) && isContent(at + 1),
  )
  if (determiner > 0) {
    let end = determiner + 1
    while (isContent(end + 1)) end += 1
    const trailingVerb =
      end > determiner + 1 && /^(?:do|does|did|is|are|was|were|can|will)$/i.test(words[determiner - 1]!)
    return words.slice(determiner, trailingVerb ? end : end + 1).join(' ')
  }
  const content = contentWords(before, language)
  const subjects = content.filter(({ text }) => !TIME_WORD.test(text))
  return (subjects.find(({ isName }) => isName) ?? subjects.at(-1))?.text
}

function replacePronoun(core: string, pronoun: RegExpExecArray, subject: string): string {
  const isPossessive =
    /^(?:its|their|his)$/i.test(pronoun[0]) || (/^her$/i.test(pronoun[0]) && core.length > pronoun.index + 3)
  const put = isPossessive ? `${subject}'s` : subject
  return core.slice(0, pronoun.index) + put + core.slice(pronoun.index + pronoun[0].length)
}

function withoutMark(text: string): string {
  return text.replace(/[\s?.!]+$/, '')
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
