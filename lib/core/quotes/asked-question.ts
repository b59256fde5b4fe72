import type { Language } from '../retrieval/lexical/language.ts'
import type { QuestionWords } from '../retrieval/question-words.ts'
import { ageIn, inPlainWords } from './everyday-phrases.ts'
import { countedWord, expectedKind, type Kind } from './expected-kind.ts'
import { LIGHT } from './related-words.ts'
import { formOf, type Word, wordsOf } from './words.ts'

/** A word of a question that is looked for. */
export interface AskedTerm {
  stem: string
  /** As the question writes it. */
  word: string
  /** How much it says, about 0 to 1.3: rare words and names most, what every question has hardly anything. */
  weight: number
  /** A name, a number or a code. */
  name: boolean
  light: boolean
  /** No answer is without it: what is counted. */
  required: boolean
}

export interface AskedQuestion {
  text: string
  language: Language
  kind: Kind
  words: Word[]
  terms: AskedTerm[]
  /** Of all weights. */
  weight: number
  /** Of somebody, as the question writes it. */
  age: string | null
}

/** What a question asks for, as far as its words tell. `known`: what the documents know of them. */
export function analyzeQuestion(known: QuestionWords, language: Language): AskedQuestion {
  const text = language === 'en' ? inPlainWords(known.text) : known.text
  const words = wordsOf(text, language)
  const passages = passagesByForm(known)
  const terms = new Map<string, AskedTerm>()
  const counted = countedWord(text)
  const kind = expectedKind(known.text)
  // A month elsewhere.
  const opening = /^(?:may|might|will)\s/i.test(text) ? 0 : -1
  for (const word of words) {
    if (word.small || word.start === opening || ASKING.has(word.form) || terms.has(word.stem)) continue
    if (FORM_ASKED.test(text.slice(word.start))) continue
    // A word that was put in place of a phrase was never looked up.
    const found =
      passages.get(word.form) ?? (known.text.includes(text.slice(word.start, word.end)) ? undefined : SOME)
    // "10 years ago" tells a story, "room 10" is a name.
    const counts = word.number && COUNTED.test(text.slice(word.start))
    const light =
      LIGHT.has(word.stem) ||
      EACH_ONE.test(text.slice(word.start)) ||
      (NAMES_KIND[kind]?.has(word.stem) ?? false) ||
      (counts && found === undefined)
    const name = !counts && (word.name || word.number || IS_WHEN.test(word.form))
    const weight = rarity(found ?? 0, known.passages) * (light ? LIGHT_SHARE : 1) * (name ? NAME_SHARE : 1)
    terms.set(word.stem, {
      ...{ stem: word.stem, word: text.slice(word.start, word.end), weight, name, light },
      required: counted !== null && formOf(counted) === word.form,
    })
  }
  const all = weightiest(withoutLight([...terms.values()]))
  return {
    ...{ text, language, kind, words, terms: all, age: language === 'en' ? ageIn(text) : null },
    weight: all.reduce((sum, term) => sum + term.weight, 0) || 1,
  }
}

/** Search keeps `e-mail` and `SKU-6678` whole; here each of their parts is a word, as rare as the whole. */
function passagesByForm({ words }: QuestionWords): Map<string, number> {
  return new Map(
    words.flatMap(({ word, passages }) =>
      [word, ...word.split(/[^\p{L}\p{N}]+/u)].map((part): [string, number] => [formOf(part), passages]),
    ),
  )
}

/** The words of a long message that say most, in its order: what else it tells is not what is looked for. */
function weightiest(terms: AskedTerm[]): AskedTerm[] {
  if (terms.length <= MOST_TERMS) return terms
  const most = new Set(terms.toSorted((a, b) => b.weight - a.weight).slice(0, MOST_TERMS))
  return terms.filter(term => most.has(term))
}

const MOST_TERMS = 40

/** Where every word is one of those that every question has, they are what it is about. */
function withoutLight(terms: AskedTerm[]): AskedTerm[] {
  if (!terms.every(({ light }) => light)) return terms
  return terms.map(term => ({ ...term, light: false, weight: term.weight / LIGHT_SHARE }))
}

/** What an amount or an hour says without the word. English and German stems. */
const NAMES_KIND: Partial<Record<Kind, ReadonlySet<string>>> = {
  money: new Set([
    'price',
    'cost',
    'pai',
    'paid',
    'fee',
    'charg',
    'amount',
    'worth',
    'money',
    'kost',
    'preis',
  ]),
  clock: new Set(['hour', 'time', 'open', 'start', 'begin', 'show', 'shown']),
  duration: new Set(['last', 'take', 'runtim', 'durat', 'length']),
  number: new Set(['version', 'number', 'amount', 'size', 'quantiti']),
  person: new Set(['person', 'peopl', 'name']),
}

/** A number with what it counts or measures behind it. */
const COUNTED =
  /^[\d.,]+ ?(?:years?|yrs?|months?|weeks?|days?|hours?|hrs?|minutes?|mins?|times?|x|people|persons?|adults?|kids?|children|pupils?|guests?|euros?|pounds?|dollars?|kg|g|km|miles?|cm|m|pcs|items?)\b/i

/** "How much is one lesson?": of each, not of the first. */
const EACH_ONE = /^one (?!of\b|or\b|and\b|day\b|time\b)\p{L}+/iu

/** A day is as much of a question as a name, however it is written. Not `may` and `march`. */
const IS_WHEN =
  /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:januar|februar)y?|april|june?|july|august|september|o[ck]tober|november|de[cz]ember|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|christmas|easter)$/

/** "the table of prices": the shape of the answer, not what it says. "turn on": one verb with its small word. */
const FORM_ASKED = /^(?:(?:table|list|overview) of|turn (?:it |them )?(?:on|off))\b/i

/** Says how something is asked for, not what. */
const ASKING: ReadonlySet<string> = new Set(
  'much many per now along anyway actually really instead command please tell ok hi hello whats whos wheres hows im ive dont doesnt isnt cant wont pls thx'.split(
    ' ',
  ),
)
const LIGHT_SHARE = 0.35
/** Names and numbers are what a question is about. */
const NAME_SHARE = 1.3

/** Neither rare nor common. */
const SOME = 4

/** In fewer passages every word that is there at all would count as common. */
const FEWEST = 50

/** Lucene's inverse document frequency as a share of that of a word that no passage has. */
function rarity(having: number, found: number): number {
  const passages = Math.max(found, FEWEST)
  const most = Math.log(1 + (passages + 0.5) / 0.5)
  return Math.log(1 + (passages - having + 0.5) / (having + 0.5)) / most
}
