import { detectQuestionLanguage } from '../retrieval/lexical/language.ts'
import { type Word, wordsOf } from './words.ts'

/** The turn before: what was asked, as it was searched for, and what was quoted or said. */
export interface TurnBefore {
  question: string
  answer: string
  /** Nothing stands for what was not found; what varies it may. */
  answered: boolean
}

/** A question that stands alone (`guessed`: what was put into it may be another thing), or the word of which nobody can tell what it stands for. */
export type Resolved = { question: string; guessed?: boolean } | { unclear: string }

/**
 * Makes a follow-up stand alone, by rule:
 *
 * - "And on Sundays?" after "When are you open on Saturday?" takes the place of what it varies:
 *   "When are you open on Sundays?"
 * - "When was she born?" gets its pronoun replaced by what was talked about: "When was Clara Weiss born?"
 * - "Why?" gets the last question in front.
 *
 * A follow-up with a subject of its own stays as it is, and so does one without anything before it.
 */
export function resolveFollowUp(before: TurnBefore | null, asked: string): Resolved {
  const followUp = oneLine(asked)
  if (!before || oneLine(before.question) === followUp) return { question: asked }
  const previous = withoutMark(oneLine(before.question))
  const core = withoutMark(followUp.replace(LEANING, ''))
  const found = PRONOUN.exec(core)
  // "if its the day before": "it" stands for nothing, and all of the question before goes on.
  if (found && EXPLETIVE.test(core) && contentOf(core).length < WORDS_OF_A_WHOLE)
    return { question: `${previous}: ${core}?`, guessed: true }
  // "my dog ate chocolate and its sunday": it is.
  const slip = found !== null && /^its$/i.test(found[0]) && contentOf(core).length >= WORDS_OF_A_WHOLE
  const pronoun = slip ? null : found
  // "Do you treat hamsters? Who sees them?" says itself who.
  if (pronoun && saysWhat(core.slice(0, pronoun.index))) return { question: asked }
  // "How much does it cost to hire a boat?" says by itself what it is.
  if (pronoun && IT.test(pronoun[0]) && TO_DO.test(FROM_IT.exec(core)?.[0] ?? '')) return { question: asked }
  if (pronoun && !PERSON.test(pronoun[0]) && standsFor(previous, pronoun[0])) return { question: asked }
  if (pronoun) {
    const being = PERSON.test(pronoun[0]) ? BEING.exec(previous)?.[0] : undefined
    const subject = being ?? subjectOf(pronoun[0], previous, before.answer)
    const guessed = being !== undefined || !PERSON.test(pronoun[0])
    if (subject) return { question: `${capitalise(replacePronoun(core, pronoun, subject))}?`, guessed }
    // "it" is none of several things: what the guide is about, more likely.
    if (IT.test(pronoun[0]) && contentOf(core).length > 1) return { question: asked }
    if (!PERSON.test(pronoun[0]) && contentOf(core).length > 0)
      return { question: `${previous}: ${core}?`, guessed }
    return contentOf(core).length > 1 ? { question: asked } : { unclear: pronoun[0] }
  }
  const whole = OPENS_QUESTION.test(core)
  if (whole && contentOf(core).length > 0)
    return { question: LEANING.exec(followUp)?.[0] ? `${capitalise(core)}?` : asked }
  if (whole) return { question: `${previous}: ${core.toLowerCase()}?` }
  const leans = Boolean(LEANING.exec(followUp)?.[0])
  // "vegan food": a topic of its own.
  if (!leans && contentOf(core).filter(({ text }) => !TIME_WORD.test(text)).length === FRAGMENT_WORDS)
    return { question: asked }
  if (leans || core.split(' ').length <= FRAGMENT_WORDS)
    return { question: vary(previous, core), guessed: !leans }
  return { question: asked }
}

/** The question before leans on the same word, or is of nothing: what it stands for needs no name here. */
function standsFor(previous: string, pronoun: string): boolean {
  const talked = contentOf(previous).filter(({ text }) => !TIME_WORD.test(text))
  return talked.length === 0 || previous.toLowerCase().split(' ').includes(pronoun.toLowerCase())
}

/** With so many words of its own a question that says `its` means `it is`. */
const WORDS_OF_A_WHOLE = 4
/** Longer than this without a verb of asking is a search phrase that stands alone. */
const FRAGMENT_WORDS = 2
const LEANING =
  /^(?:(?:and|or|but|also|so|then|und|oder|aber|et|ou|mais|y|e|en|maar|ma)\s+)*(?:(?:what|how) about\s+|what if\s+|wie ist es mit\s+|was ist mit\s+|qu'en est-il de\s+|qué hay de\s+)?/i
const OPENS_QUESTION =
  /^(?:what|when|where|who|whom|whose|why|which|how|is|are|was|were|do|does|did|can|could|may|must|will|would|should|has|have|tell|was|wann|wo|wer|warum|welche[rs]?|wie|ist|sind|gibt|kann|quand|où|qui|pourquoi|comment|combien|quel|quelle|est|qué|cuándo|dónde|quién|cómo|cuánto|hay|quando|dove|chi|perché|quanto|wanneer|waar|wie|waarom|hoe|hoeveel|onde|quem)(?=[\s']|$)/i
const PRONOUN =
  /(?<!\b(?:is|are|was|were)\s)\bthere\b|\b(?:it|its|they|their|them|he|him|his|she|her|ihn|er|dort|davon|dafür)\b|\b(?:this|that|these|those)\b(?=\s+(?:is|are|was|were|does|do|did|has|have|cost|mean|work)\b|$)|\bthe (?:first|second|third|last|other)(?: one)?$/i
const EXPLETIVE =
  /\bit(?:['’]?s| is| was) (?:the|a|an|too|not|less|more|only|already|been|after|before|on|in|at|raining|snowing)\b/i
/** "I left my towel behind, do you still have it?": what comes before in the same message. */
function saysWhat(before: string): boolean {
  return (
    ANOTHER_SENTENCE.test(before) || (before.includes(', ') && contentOf(before).length >= WORDS_OF_A_CLAUSE)
  )
}

const WORDS_OF_A_CLAUSE = 3
const ANOTHER_SENTENCE = /\p{L}{3,}[.?!] \S/u
/** What it is follows: to do something. */
const TO_DO = /\bto (?!(?:me|us|him|her|them|you|the|my|our|a)\b)\p{L}{2,} .*\p{L}{3,}/iu
const FROM_IT = /\bit\b.*$/i
const PERSON = /^(?:he|him|his|she|her|er|ihn)$/i
/** Whom people call he or she without a name. */
const BEING =
  /\b(?:my|our) (?:(?:old|new|little|young) )?(?:dog|puppy|cat|kitten|rabbit|horse|pet|son|daughter|child|kid|baby|toddler|mother|mum|father|dad|wife|husband|friend|boy|girl)\b/i
/** "Which files can I add": what follows is done, and is no thing. */
const DOES = /\b(?:i|we|you|they) $/i
const IT = /^its?$/i
const SEVERAL = /^(?:they|their|them|these|those)$/i
const PLURAL = /^\p{Ll}{2,}[^s'’]s$/u
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
const DAY =
  /\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?|today|tomorrow|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?)\b/i
/** A day is when, never what. */
const TIME_WORD =
  /^(?:\d.*|.*days?|today|tomorrow|weekends?|open|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|.*(?:tags?|tag)|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)$/i

/** "and for the green room?" */
const NAMED = /\bthe \p{L}+(?: \p{L}+)?$/iu

/** Puts the fragment in the place of the last phrase of the question before it. */
function vary(previous: string, fragment: string): string {
  const day = DAY.exec(fragment)?.[0]
  if (day && DAY.test(previous)) return `${previous.replace(DAY, () => day)}?`
  const words = previous.split(' ')
  const first = fragment.split(' ')[0]!.toLowerCase()
  const is = (at: number, set: ReadonlySet<string>) => set.has((words[at] ?? '').toLowerCase())
  const isThing = (at: number) =>
    words[at] !== undefined && !isSmall(words[at]!) && !TIME_WORD.test(words[at]!)
  const name = lastName(words)
  if (name && /^\p{Lu}/u.test(fragment))
    return `${[...words.slice(0, name.from), fragment, ...words.slice(name.to)].join(' ')}?`
  let cut = words.length - 1
  const leans = is(cut - 1, DETERMINERS) || is(cut - 1, PREPOSITIONS)
  const named = NAMED.exec(fragment)
  const replaced = named && words.findLastIndex((word, at) => /^the$/i.test(word) && isThing(at + 1))
  if (named && replaced !== null && replaced > 0) {
    let end = replaced + 1
    while (isThing(end)) end++
    return `${[...words.slice(0, replaced), named[0], ...words.slice(end)].join(' ')}?`
  }
  if (!leans || isSmall(words[cut]!)) return `${previous}: ${fragment}?`
  if (is(cut - 1, DETERMINERS) && (DETERMINERS.has(first) || PREPOSITIONS.has(first))) cut -= 1
  if (is(cut - 1, PREPOSITIONS) && PREPOSITIONS.has(first)) cut -= 1
  if (/^an?$/i.test(words[cut - 1]!)) words[cut - 1] = /^[aeiou]/i.test(fragment) ? 'an' : 'a'
  return `${[...words.slice(0, cut), fragment].join(' ')}?`
}

/** The last run of words with capitals, behind the first word. */
function lastName(words: readonly string[]): { from: number; to: number } | null {
  const to = words.findLastIndex((word, at) => at > 0 && /^\p{Lu}/u.test(word) && word !== 'I') + 1
  if (to === 0) return null
  let from = to - 1
  while (from > 1 && /^\p{Lu}/u.test(words[from - 1]!)) from--
  return { from, to }
}

/** A person is looked for in the question and in the answer to it; anything else is the last phrase of the question. */
function subjectOf(pronoun: string, previous: string, answer: string): string | null {
  if (PERSON.test(pronoun))
    return (
      /\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}.'’-]+)+/u.exec(`${previous} . ${answer}`)?.[0].replace(/\.$/, '') ??
      null
    )
  const words = previous.split(' ')
  const isContent = (at: number) => words[at] !== undefined && !isSmall(words[at]!)
  const many = SEVERAL.test(pronoun)
    ? words.find((word, at) => isContent(at) && PLURAL.test(word))
    : undefined
  // One thing is not "them".
  if (!many && /^them$/i.test(pronoun)) return null
  // "the opening hours of the shop": from the first determiner after the verb to the end says it best.
  const determiner = words.findIndex(
    (word, at) =>
      at > 0 && word.toLowerCase() !== 'i' && DETERMINERS.has(word.toLowerCase()) && isContent(at + 1),
  )
  if (determiner > 0) {
    let end = determiner + 1
    while (isContent(end + 1)) end += 1
    const trailingVerb = end > determiner + 1 && /^(?:do|does|did|can|will)$/i.test(words[determiner - 1]!)
    const phrase = words.slice(determiner, trailingVerb ? end : end + 1)
    if (IT.test(pronoun) && PLURAL.test(phrase.at(-1)!)) return null
    return many && !phrase.includes(many) ? many : phrase.join(' ')
  }
  if (many) return many
  const subjects = contentOf(previous).filter(
    ({ text, start }) =>
      !TIME_WORD.test(text) &&
      !DOES.test(previous.slice(0, start)) &&
      !(IT.test(pronoun) && PLURAL.test(text)),
  )
  return (subjects.find(({ name }) => name) ?? subjects.at(-1))?.text ?? null
}

function replacePronoun(core: string, pronoun: RegExpExecArray, subject: string): string {
  const possessive =
    /^(?:its|their|his)$/i.test(pronoun[0]) || (/^her$/i.test(pronoun[0]) && core.length > pronoun.index + 3)
  const put = possessive ? `${subject}'s` : /^there$/i.test(pronoun[0]) ? `at ${subject}` : subject
  return core.slice(0, pronoun.index) + put + core.slice(pronoun.index + pronoun[0].length)
}

function contentOf(text: string): (Word & { text: string })[] {
  return wordsOf(text, detectQuestionLanguage(text)).flatMap(word =>
    word.small || SLURRED.test(word.form) ? [] : [{ ...word, text: text.slice(word.start, word.end) }],
  )
}

/** "whats the price": no things. */
const SLURRED = /^(?:what|where|who|how|when|that|there|here|let)s$/

function isSmall(word: string): boolean {
  return contentOf(word.toLowerCase()).length === 0
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
