/**
 * The stem of a German word, folded and in lower case: `ae`, `oe`, `ue` become the letter that an umlaut is
 * folded to, then endings of nouns, adjectives and verbs go, at most two, and never below four letters.
 * In the spirit of the light stemmer of J. Savoy, "Light stemming approaches for the French, Portuguese,
 * German and Hungarian languages", SAC 2006; the rules are our own.
 */
export function stemGerman(word: string): string {
  const plain = word
    .replace(/ae/g, 'a')
    .replace(/oe/g, 'o')
    .replace(/(?<![aeouq])ue/g, 'u')
  const noun = plain.replace(NOUN, '')
  const once = (noun.length < plain.length ? noun : plain).replace(
    /^(.{4,}?)(?:ern|en|em|er|es|et|e|n|(?<=[abdfghklmnort])s)$/,
    '$1',
  )
  return once.replace(/^(.{4,}?)(?:en|er|et|st|(?<=[abdfghklmnort])s)$/, '$1')
}

/** Feminine forms and diminutives are looked for like the word that they come from. */
const NOUN = /(?<=.{4})(?:innen|in)$/
