/**
 * The stem of an English word in lower case, by M. F. Porter, "An algorithm for suffix stripping", Program 14
 * (1980), with the three departures of his own published program: words of one or two letters stay, `bli`
 * becomes `ble` (not `abli` `able`), and `logi` becomes `log`.
 */
export function stemEnglish(word: string): string {
  if (word.length <= 2) return word
  let stem = word
  stem = plural(stem)
  stem = past(stem)
  if (stem.endsWith('y') && hasVowel(stem.slice(0, -1))) stem = `${stem.slice(0, -1)}i`
  stem = replaceSuffix(stem, STEP_2, 0)
  stem = replaceSuffix(stem, STEP_3, 0)
  stem = dropSuffix(stem)
  return lastLetters(stem)
}

/** Step 1a. */
function plural(word: string): string {
  if (!word.endsWith('s')) return word
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2)
  return word.endsWith('ss') ? word : word.slice(0, -1)
}

/** Step 1b. */
function past(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word
  const cut = word.endsWith('ed') ? 2 : word.endsWith('ing') ? 3 : 0
  if (cut === 0) return word
  const stem = word.slice(0, -cut)
  if (!hasVowel(stem)) return word
  if (stem.endsWith('at') || stem.endsWith('bl') || stem.endsWith('iz')) return `${stem}e`
  if (endsDouble(stem) && !/[lsz]$/.test(stem)) return stem.slice(0, -1)
  return measure(stem) === 1 && endsShort(stem) ? `${stem}e` : stem
}

/** Suffixes under their last letter but one, as in the paper's program: the longest that fits is the only one tried. */
const STEP_2 =
  bySecondLast(`ational:ate tional:tion enci:ence anci:ance izer:ize bli:ble alli:al entli:ent eli:e
  ousli:ous ization:ize ation:ate ator:ate alism:al iveness:ive fulness:ful ousness:ous aliti:al iviti:ive
  biliti:ble logi:log`)
const STEP_3 = bySecondLast('icate:ic ative: alize:al iciti:ic ical:ic ful: ness:')
const STEP_4 =
  bySecondLast(`al: ance: ence: er: ic: able: ible: ant: ement: ment: ent: ion: ou: ism: ate: iti: ous:
  ive: ize:`)

type Suffixes = Map<string, [suffix: string, replacement: string][]>

function bySecondLast(list: string): Suffixes {
  const pairs = list.split(/\s+/).map(pair => pair.split(':') as [string, string])
  return Map.groupBy(pairs, ([suffix]) => suffix.at(-2)!)
}

function replaceSuffix(word: string, suffixes: Suffixes, moreThan: number): string {
  const found = suffixes.get(word.at(-2)!)?.find(([suffix]) => word.endsWith(suffix))
  if (!found) return word
  const stem = word.slice(0, -found[0].length)
  return measure(stem) > moreThan ? stem + found[1] : word
}

/** Step 4; `ion` only goes after `s` or `t`. */
function dropSuffix(word: string): string {
  if (word.endsWith('ion') && !/[st]ion$/.test(word)) return word
  return replaceSuffix(word, STEP_4, 1)
}

/** Step 5. */
function lastLetters(word: string): string {
  let stem = word
  if (stem.endsWith('e')) {
    const without = stem.slice(0, -1)
    const size = measure(without)
    if (size > 1 || (size === 1 && !endsShort(without))) stem = without
  }
  return stem.endsWith('ll') && measure(stem) > 1 ? stem.slice(0, -1) : stem
}

/** How often a consonant follows a vowel: m in [C](VC){m}[V]. */
function measure(stem: string): number {
  let count = 0
  let vowelBefore = false
  for (let at = 0; at < stem.length; at++) {
    const vowel = isVowel(stem, at, vowelBefore)
    if (vowelBefore && !vowel) count++
    vowelBefore = vowel
  }
  return count
}

function hasVowel(stem: string): boolean {
  let vowelBefore = false
  for (let at = 0; at < stem.length; at++) {
    vowelBefore = isVowel(stem, at, vowelBefore)
    if (vowelBefore) return true
  }
  return false
}

/** `y` is a vowel after a consonant. */
function isVowel(word: string, at: number, vowelBefore: boolean): boolean {
  const letter = word[at]!
  if (letter === 'y') return at > 0 && !vowelBefore
  return letter === 'a' || letter === 'e' || letter === 'i' || letter === 'o' || letter === 'u'
}

function endsDouble(stem: string): boolean {
  return stem.length >= 2 && stem.at(-1) === stem.at(-2) && !isVowelAtEnd(stem)
}

/** Consonant, vowel, consonant that is not w, x or y: `hop`, not `snow`. */
function endsShort(stem: string): boolean {
  if (stem.length < 3 || /[wxy]$/.test(stem)) return false
  return !isVowelAtEnd(stem) && isVowelAtEnd(stem.slice(0, -1)) && !isVowelAtEnd(stem.slice(0, -2))
}

function isVowelAtEnd(stem: string): boolean {
  let vowel = false
  for (let at = 0; at < stem.length; at++) vowel = isVowel(stem, at, vowel)
  return vowel
}
