import { stem } from '../retrieval/lexical/stemmers/stem.ts'

/*
 * What people say in several small words and documents in one, and the other way round. English.
 */

/** In questions: the phrase, and the word that documents have for it. */
const ASKED: [RegExp, string][] = [
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
  [/\bin charge of\b/gi, 'for'],
  [/\ba ?(?:&|and) ?e\b/gi, 'hospital'],
]

/** The question with those words in place of its phrases. */
export function inPlainWords(question: string): string {
  return ASKED.reduce((text, [phrase, word]) => text.replace(phrase, word), question)
}

/** In documents: what a phrase or a figure says, in the words that people ask with. */
const SAID: [RegExp, string][] = (
  [
    [/\bhow old\b/i, 'minimum'],
    [/\b(?:runs?|goes|lasts?) from\b/i, 'start'],
    [/\d\s?% off\b/i, 'discount'],
    [/\bmoney back\b/i, 'refund'],
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
    [/\b(?:over|aged|from) (?:6\d|70)\b|\b6\d (?:and|or) (?:over|older|above)\b/i, 'pensioner'],
    [/\bfree\b|\bno (?:\p{L}+ )?(?:charge|fee)\b|\bwithout charge\b/iu, 'price'],
  ] satisfies [RegExp, string][]
).map(([phrase, word]) => [phrase, stem(word, 'en')])

/** English stems of what the text says in other words. */
export function saidInPhrases(text: string): Set<string> {
  return new Set(SAID.filter(([phrase]) => phrase.test(text)).map(([, stem]) => stem))
}

/** Somebody's age in a question. */
const AGE =
  /\b(\d{1,2})[- ]?(?:yrs?|years?|months?)?[- ]?old\b|\b(?:is|am|i'?m|aged?|turned) (\d{1,2})\b(?! ?(?:%|\p{L}*(?:o'clock|am|pm|euro|pound|day|week|hour|minute)))/iu
const BOUND =
  /\b(?:under|over|below|above|aged?|age of|from|at least|up to|younger than|older than|minimum(?: age)?(?: of)?|children) (?:the age of )?\d{1,2}\b|\b\d{1,2} (?:and|or) (?:over|older|under|younger|above|below)\b|\b\d{1,2}\+|\b\d{1,2}(?: ?[-–] ?| to | and )\d{1,2}\b/iu

/** The age that a question tells of somebody, as it is written. */
export function ageIn(question: string): string | null {
  const found = AGE.exec(question)
  return found?.[1] ?? found?.[2] ?? null
}

/** The text says from or up to which age. */
export function boundsAge(text: string): boolean {
  return BOUND.test(text)
}
