/**
 * Whether two texts are the same to somebody who types on a phone, which writes quote marks, apostrophes,
 * blanks and capitals as it likes.
 */
export function sameWords(typed: string, wanted: string): boolean {
  const [a, b] = [folded(typed), folded(wanted)]
  // Of a name that is nothing but quote marks, nothing would be left to compare.
  return b === '' ? typed.trim() === wanted.trim() : a === b
}

function folded(text: string): string {
  return text.normalize('NFKC').replace(QUOTES_AND_BLANKS, '').toLowerCase().normalize('NFKC')
}

/** Quotation marks of every language (`Quotation_Mark`), the accents and primes typed for them, blanks. */
const QUOTES_AND_BLANKS = /[\p{Quotation_Mark}\p{White_Space}\p{Cf}`´ʹʺʻʼʽ′″]/gu
