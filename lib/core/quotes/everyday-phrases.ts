import { stem } from '../retrieval/lexical/stemmers/stem.ts'

/*
 * What people say in several small words and documents in one, and the other way round. English.
 */

/** The phrase, and the word that stands for it: in questions, and in documents beside their own words. */
const PHRASES: [RegExp, string][] = [
  [/\b(?:get|opt|back|pull|drop)(?:ting|ping)? out(?: of)?\b|\bcall(?:ing)? off\b/gi, 'cancel'],
  [/\b(?:turn|show)(?:ing|ed)? up(?= (?:for|to|late|at|on)\b|\?|$)/gi, 'attend'],
  [/\b(?:can't|cant|cannot|can not|couldn't|won't) (?:make it|come)\b/gi, 'miss'],
  [/\b(?:giv|bring|send|tak|hand)(?:e|ing)? (?:it |them |this |that |something |things )?back\b/gi, 'return'],
  [/\b(?:(?:get|have|want) )?(?:my |our |the |your |some )?money back\b/gi, 'refund'],
  [/\bget (my|our|the|your) (\p{L}+) back\b/giu, 'return $2'],
  [/\bpick(?:ing)? (?:it |them |things )?up\b/gi, 'collect'],
  [/\bsign(?:ing)? (?:up|on)\b/gi, 'register'],
  [/\b(?:get|be) in touch\b/gi, 'contact'],
  [/\bget (?:to you|there|here)\b/gi, 'directions'],
  [/\bcheck(?:ing)?[- ]?in\b/gi, 'arrival'],
  [/\bcheck(?:ing)?[- ]?out\b/gi, 'departure'],
  [/\bamerican express\b/gi, 'amex'],
  [/\bput(?:ting)? (?:it )?off\b/gi, 'postpone'],
  [/\bup ?front\b/gi, 'deposit'],
  [/\bhow (?:big|large)\b/gi, 'how size'],
  [/\bpark(?:ing)? (?:the|my|our|a|your|his|her) (?:car|van|camper|motorhome)\b/gi, 'parking'],
  [/\bfill(?:ing)? up (?:the|my|our) (?:car|van)\b/gi, 'petrol'],
  [/\b(?:throw|chuck)(?:ing)? (?:it |them |things )?(?:away|out)\b|\bget(?:ting)? rid of\b/gi, 'dispose'],
  [/\bon (?:my|our|his|her|their|your) own\b|\bby (?:my|him|her|our)sel(?:f|ves)\b/gi, 'alone'],
  [/\b(?:left|leave|leaving) (?:it |something )?behind\b/gi, 'lost'],
  [/\b(?:hold|hang)(?:ing)? on to\b/gi, 'keep'],
  [/\bset(?:ting)? up\b/gi, 'install'],
  [/\brun(?:s|ning)? out\b/gi, 'expire'],
  [
    /\b(?:break|broke|breaks|breaking) down\b|\b(?:not|stopped) working\b|\b(?:doesn't|doesnt|does not) work\b/gi,
    'fault',
  ],
  [/\bhalf an hour\b/gi, '30 minutes'],
  [/\ban hour and a half\b/gi, '90 minutes'],
  [/\bquarter of an hour\b/gi, '15 minutes'],
  [/\bin charge of\b/gi, 'for'],
  [/\ba ?(?:&|and) ?e\b/gi, 'hospital'],
]

/** The question with those words in place of its phrases. */
export function inPlainWords(question: string): string {
  return PHRASES.reduce((text, [phrase, word]) => text.replace(phrase, word), question)
}

/** In documents only: what a phrase or a figure says, in the words that people ask with. */
const SAID: [RegExp, string][] = (
  [
    [/\bhow old\b/i, 'minimum'],
    [/\bhalf an hour\b/i, '30'],
    [/\b(?:second|third|further|other|another) child(?:ren)?\b/i, 'sibling'],
    [/\b(?:runs?|goes|lasts?) from\b/i, 'start'],
    [/\d\s?% off\b/i, 'discount'],
    [/\bup to \d/i, 'maximum'],
    [/\bat least \d/i, 'minimum'],
    [/\b(?:turn|switch)(?:ed|es)? (?:it |them )?on\b/i, 'enable'],
    [/\b(?:turn|switch)(?:ed|es)? (?:it |them )?off\b/i, 'disable'],
    [/\d\s?°|\bdegrees\b/i, 'temperature'],
    [/\d\s?(?:kg|kilos?|g|grams?)\b/i, 'weight'],
    [/\d\s?g\b/, 'gram'],
    [/\d\s?(?:cm|mm|m|l|lit(?:re|er)s?|met(?:re|er)s?)\b|\d ?[x×] ?\d/i, 'size'],
    [/\d\s?(?:km|miles?|kilomet(?:re|er)s?)\b|\bminutes?['’]? (?:walk|drive|away)\b/i, 'distance'],
    [
      /\bage[ds]?\b|\byears? (?:old|of age)\b|\b(?:under|over) \d{1,2}\b(?! ?%)|\b\d{1,2} (?:and|or) (?:over|older|under|younger)\b/i,
      'age',
    ],
    [/\b2[4-6](?:th)?(?: of)? dec(?:ember|\b)|\bdec(?:ember)?\.? 2[4-6]\b/i, 'christmas'],
    [/\b(?:over|aged|from) (?:6\d|70)\b|\b6\d (?:and|or) (?:over|older|above)\b/i, 'pensioner'],
    [/\bfree\b|\bno (?:\p{L}+ )?(?:charge|fee)\b|\bwithout charge\b/iu, 'price'],
  ] satisfies [RegExp, string][]
).map(([phrase, word]) => [phrase, stem(word, 'en')])

/** English stems of what the text says in other words. */
export function saidInPhrases(text: string): ReadonlySet<string> {
  const known = SAID_IN.get(text)
  if (known) return known
  const said = new Set(SAID.filter(([phrase]) => phrase.test(text)).map(([, stem]) => stem))
  for (const month of monthsBetween(text)) said.add(stem(month, 'en'))
  for (const [phrase, word] of PHRASES) if (text.search(phrase) >= 0) said.add(stem(lastWord(word), 'en'))
  if (SAID_IN.size >= MOST_TEXTS) SAID_IN.clear()
  SAID_IN.set(text, said)
  return said
}

/** Of "1 June – 31 August" every month there is between; English. */
function monthsBetween(text: string): string[] {
  return Array.from(text.matchAll(MONTHS_FROM_TO), ([, first, last]) => {
    const [from, to] = [first, last].map(name =>
      MONTHS.findIndex(month => month.startsWith(name!.slice(0, 3).toLowerCase())),
    )
    const many = (to! - from! + MONTHS.length) % MONTHS.length
    return Array.from({ length: many + 1 }, (_, at) => MONTHS[(from! + at) % MONTHS.length]!)
  }).flat()
}

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
)
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const MONTHS_FROM_TO = new RegExp(
  `\\b(${MONTH})\\.?(?: \\d{1,2}(?:st|nd|rd|th)?)? ?(?:[-–]|to|until|till|(?<=\\bbetween\\b.{3,30})and) ?(?:(?:the )?end of |(?:the )?\\d{1,2}(?:st|nd|rd|th)?(?: of)? )?(${MONTH})\\b`,
  'gi',
)

/** Of `how size`, and of `return $2` the one before what is put in. */
function lastWord(put: string): string {
  return put
    .replace(/ \$\d$/, '')
    .split(' ')
    .at(-1)!
}

/** Headings stand above many units, and the same units are read for the next question. */
const SAID_IN = new Map<string, ReadonlySet<string>>()
const MOST_TEXTS = 2_000

/** Somebody's age in a question: "my 7 year old", "she is 12." A day or an amount is none. */
const AGE =
  /\b(\d{1,2})[- ]?(?:yrs?|years?|months?)?[- ]?old\b|\baged (\d{1,2})\b|\b(?:i am|i'?m|(?:s?he|(?:my|our) \p{L}+|son|daughter|child|kid|girl|boy)(?:'?s| is| was| turned)) (?:just |only |already )?(\d{1,2})(?=\s*$|[.,;!?](?!\d)|\s+(?:and|but|so)\b)/iu

/** The age that a question tells of somebody, as it is written; null where it tells none. English. */
export function ageIn(question: string): string | null {
  const found = AGE.exec(question)
  return found?.[1] ?? found?.[2] ?? found?.[3] ?? null
}

const FROM =
  /\b(?:over|above|aged?|age of|from|at least|older than|minimum(?: age)?(?: of)?) (\d{1,2})\b|\b(\d{1,2})(?:\+| (?:and|or) (?:over|older|above)\b)/giu
const TO =
  /\b(?:under|below|up to|younger than) (?:the age of )?(\d{1,2})\b|\b(\d{1,2}) (?:and|or) (?:under|younger|below)\b/giu
const BETWEEN = /\b(\d{1,2})(?: ?[-–] ?| to | and )(\d{1,2})\b(?![:.]\d)/giu
/** Who asks at 15 wants to know of 16. */
const NEARLY = 2

/** The text says what holds from, up to or between ages that this one is of, or `nearly` in years. */
export function boundsAge(text: string, age: number, nearly = NEARLY): boolean {
  const ages = (pattern: RegExp) =>
    Array.from(text.matchAll(pattern), found => found.slice(1).flatMap(one => (one ? [Number(one)] : [])))
  return (
    ages(FROM).some(([from]) => age >= from! - nearly) ||
    ages(TO).some(([to]) => age <= to! + nearly) ||
    ages(BETWEEN).some(([from, to]) => age >= from! && age <= to!)
  )
}
