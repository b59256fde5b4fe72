/**
 * The terms by which a text is found: words of any script in lower case without accents, English endings
 * taken off, the commonest words dropped. `AB-1234` and `a.b@c.de` also stay whole.
 */
export function analyze(text: string): string[] {
  const terms: string[] = []
  // Normalised first: a compatibility form (`℡`, a mathematical bold) hides capitals.
  const plain = text
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, '')
    .toLowerCase()
  for (const [code] of plain.matchAll(CODES)) if (code.length <= MAX_TERM) terms.push(code)
  for (const [word] of plain.matchAll(WORDS)) {
    if (UNSPACED.test(word)) terms.push(...pairs(word))
    else if (word.length <= MAX_TERM && !STOP_WORDS.has(word)) terms.push(stem(word))
  }
  return terms
}

/** Nothing a person searches for is longer; runs of noise are. */
const MAX_TERM = 64
/** Begins where a word begins: tried at each letter, a long run of noise would cost the square of its length. */
const CODES = /(?<![\p{L}\p{N}])[\p{L}\p{N}]+(?:[-_.@/][\p{L}\p{N}]+)+/gu
/** Scripts written without spaces are found by pairs of characters. `scx` takes in `ー`, which two of them share. */
const UNSPACED = /^[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}]/u
/** Runs of one kind: in `AWSを使う` the name is a word of its own. */
const WORDS =
  /(?:(?=[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}])[\p{L}\p{N}])+|(?:(?![\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}])[\p{L}\p{N}])+/gu

function pairs(word: string): string[] {
  const letters = [...word]
  if (letters.length === 1) return letters
  return letters.slice(1).map((letter, index) => letters[index]! + letter)
}

/** English plurals, -ing and -ed. A light stemmer: what it leaves apart, meaning brings together. */
function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word
  let root = word
  if (root.endsWith('ies')) root = `${root.slice(0, -3)}y`
  else if (/(?:s|x|z|ch|sh)es$/.test(root)) root = root.slice(0, -2)
  else if (/[^su]s$/.test(root)) root = root.slice(0, -1)
  const cut = /^(.*[aeiouy].*?)(?:ing|ed|ly)$/.exec(root)
  if (cut && cut[1]!.length >= 3) root = cut[1]!.replace(/([^aeiouls])\1$/, '$1')
  return root.length > 4 && root.endsWith('e') ? root.slice(0, -1) : root
}

const STOP_WORDS = new Set(
  `a an and are as at be been but by can could did do does for from had has have how i if in into is it its
  me my no not of on or our shall should so than that the their them then there these they this those to was
  we were what when where which who whom why will with would you your`.split(/\s+/),
)
