/**
 * About how many tokens a model makes of a text, in any script and never far too few: four letters of the Latin
 * alphabet are one, as vendors say of English, two digits, and each sign or letter of another script by itself.
 */
export function estimateTokens(text: string): number {
  let quarters = 0
  for (let at = 0; at < text.length; at++) quarters += quartersOf(text.charCodeAt(at))
  return Math.ceil(quarters / 4)
}

/** Of a token, by UTF-16 unit. */
function quartersOf(unit: number): number {
  if (isLetter(unit) || unit === SPACE || unit === LINE_END) return 1
  return unit >= ZERO && unit <= NINE ? 2 : 4
}

function isLetter(unit: number): boolean {
  const lower = unit | LOWER_CASE
  return lower >= A && lower <= Z
}

const [SPACE, LINE_END, ZERO, NINE, A, Z, LOWER_CASE] = [0x20, 0x0a, 0x30, 0x39, 0x61, 0x7a, 0x20]
