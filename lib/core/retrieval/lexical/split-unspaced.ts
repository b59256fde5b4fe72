/** The first character of a script that is written without spaces (Thai). Below it nothing needs splitting. */
export const UNSPACED_FROM = 0x0e00

/**
 * Parts a run of letters and digits by script, so that in `AWSを使う` the name is a word of its own. Chinese,
 * Japanese and Korean are found by pairs of characters (a character alone by itself), Thai, Lao, Khmer and
 * Burmese by the words of the platform's dictionary.
 */
export function splitUnspaced(word: string, visit: (run: string, kind: 'word' | 'exact') => void): void {
  for (const { 0: run, groups } of word.matchAll(RUNS)) {
    if (groups!.pairs) visitPairs(run, visit)
    else if (groups!.dictionary) visitDictionary(run, visit)
    else visit(run, 'word')
  }
}

/** `scx` takes in `ー`, which two scripts share. */
const PAIRS = '\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Bopomofo}\\p{scx=Hangul}'
const DICTIONARY = '\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}'
const RUNS = new RegExp(
  `(?<pairs>(?:(?=[${PAIRS}])[\\p{L}\\p{N}\\p{M}])+)|(?<dictionary>(?:(?=[${DICTIONARY}])[\\p{L}\\p{N}\\p{M}])+)|(?:(?![${PAIRS}${DICTIONARY}])[\\p{L}\\p{N}\\p{M}])+`,
  'gu',
)

function visitPairs(run: string, visit: (run: string, kind: 'exact') => void): void {
  let before = ''
  let alone = true
  for (const character of run) {
    if (before !== '') {
      visit(before + character, 'exact')
      alone = false
    }
    before = character
  }
  if (alone) visit(before, 'exact')
}

function visitDictionary(run: string, visit: (run: string, kind: 'exact') => void): void {
  for (let at = 0; at < run.length; at += LONGEST_RUN)
    for (const { segment } of words.segment(run.slice(at, at + LONGEST_RUN))) visit(segment, 'exact')
}

/** Which dictionary is used depends on the characters, not on the locale. */
const words = new Intl.Segmenter('th', { granularity: 'word' })
/** Nobody writes as much without a space; the platform's time for it grows faster than its length. */
const LONGEST_RUN = 1000
