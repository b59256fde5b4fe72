/** With fewer characters a page may be a number, a formula or a mark. */
const LEAST_CHARACTERS = 60
/** Of all that is no blank. Tables of figures and formulas of public files keep above; letters that map to nothing below. */
const LEAST_LETTERS = 0.45
/** With fewer long words nothing can be said of them. */
const LEAST_WORDS = 20
/** Of the letters of long words. Languages in Latin letters have from a third to a half, names in code a quarter. */
const LEAST_VOWELS = 0.2
const VOWELS = /[aeiouà-æè-ïò-öø-ýÿą-ąęėēīōőūůűœ]/gi

/**
 * Whether what was read of a page can be what stands on it. Some files only draw their letters and say of each a
 * character that it is not: "% ! $ &" or "Xlj wvwvc" for prose.
 */
export function isPlausibleText(text: string): boolean {
  const written = text.replace(/\s+/g, '')
  if (written.length < LEAST_CHARACTERS) return true
  const letters = written.match(/[\p{L}\p{M}\p{N}]/gu)?.length ?? 0
  if (letters < LEAST_LETTERS * [...written].length) return false
  const words = text.match(/(?<![\p{L}\p{N}])[a-zà-ÿ]{4,}(?![\p{L}\p{N}])/giu) ?? []
  if (words.length < LEAST_WORDS) return true
  const spoken = words.join('')
  return (spoken.match(VOWELS)?.length ?? 0) >= LEAST_VOWELS * spoken.length
}

/** What a form says that only Adobe's own program can draw. */
export function isFormNotice(text: string): boolean {
  if (text.length >= LONGEST_NOTICE || !/^\s*Please wait\b/i.test(text)) return false
  const adobe = text.search(/\bAdobe\b/i)
  return adobe >= 0 && /\bReader\b/i.test(text.slice(adobe))
}

const LONGEST_NOTICE = 2_500
