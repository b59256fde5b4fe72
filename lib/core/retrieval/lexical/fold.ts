/**
 * One form for all ways to write the same characters: compatibility forms (`℡`, full width, mathematical
 * bold), accents of Latin, Greek and Cyrillic letters, vowel points of Arabic and Hebrew, kinds of hyphens
 * and apostrophes. Marks of other scripts stay: in Thai, Hindi or Japanese they are part of the letter.
 * Capitals stay, whoever wants them gone does so; lone surrogates go.
 */
export function fold(text: string): string {
  if (isAscii(text)) return text
  return text
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(INVISIBLE, '')
    .replace(HYPHENS, '-')
    .replace(APOSTROPHES, "'")
    .replace(SPELLINGS, letter => SPELLED[letter]!)
    .normalize('NFC')
    .replace(/\u0e4d\u0e32/g, '\u0e33') // Thai and Lao am, which NFKD takes apart and NFC does not put together
    .replace(/\u0ecd\u0eb2/g, '\u0eb3')
}

export function isAscii(text: string): boolean {
  return ASCII.test(text)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
const ASCII = /^[\x00-\x7f]*$/
const MARKS =
  /[[\p{M}&&[\p{sc=Inherited}\p{sc=Cyrillic}\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Syriac}]]--[\u3099\u309a]]/gv
/** Soft hyphens, joiners, marks of direction; not the space without width. The long stroke of Arabic. */
const INVISIBLE = /(?!\u200b)\p{Cf}|\u0640/gu
const HYPHENS = /[\u2010-\u2015\u2212]/g
const APOSTROPHES = /[\u2018\u2019\u201b\u02bc\u02b9\u00b4`]/g
/** Letters that no normalisation takes apart, as people without that key type them. */
const SPELLED: Record<string, string> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'TH',
  ł: 'l',
  Ł: 'L',
  ı: 'i',
  ς: 'σ',
}
const SPELLINGS = new RegExp(`[${Object.keys(SPELLED).join('')}]`, 'g')
