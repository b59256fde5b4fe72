/**
 * What every reader's text goes through before its offsets are counted, an answer's words and an owner's too: nothing invisible that hides or
 * reorders words, nothing that breaks JSON or a UTF-16 span, one spelling (NFC) for one word.
 */
export function cleanText(raw: string): string {
  return PLAIN_ASCII.test(raw) ? raw : stripped(raw).normalize('NFC')
}

/** Whether `cleanText` would leave it as it is. What has to be taken out is seen before the rest is compared. */
export function isCleanText(text: string): boolean {
  return PLAIN_ASCII.test(text) || (stripped(text) === text && text.normalize('NFC') === text)
}

function stripped(raw: string): string {
  return raw.replace(LINE_BREAKS, '\n').replace(SPACES, ' ').replace(unwanted, '')
}

const PLAIN_ASCII = /^[\t\n\x20-\x7e]*$/

const LINE_BREAKS = /\r\n?|[\u2028\u2029\v\f\x85]/g

/** Every width of space but the tab, which separates the cells of a table row. */
const SPACES = /\p{Zs}/gu

/**
 * Control characters; the soft hyphen and zero width space (they split words for a search); the bidi
 * embeddings, overrides and isolates (they make a sentence read differently than it is stored); byte
 * order marks and noncharacters; tag characters (unseen text); and surrogates without their other half.
 */
const unwanted =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to be removed
  /[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\u{e0000}-\u{e007f}]|\p{Surrogate}/gu
