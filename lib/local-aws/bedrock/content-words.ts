/** The words that say what a text is about: in lower case, with the endings of `tickets` and `prices` taken off. */
export function contentWords(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return new Set(words.filter(word => !SMALL_WORDS.has(word)).map(word => word.replace(/(?<=..)e?s?$/, '')))
}

/** Which say nothing of what a question is about. */
const SMALL_WORDS = new Set(
  `a about all am an and any are as at be by can could did do does for from had has have how i if in into is it its
  long many may me more most much my no not of on or other our out over so some such than that the their them then
  there these they this those to up was we were what when where which who why will with would you your`.split(
    /\s+/,
  ),
)
