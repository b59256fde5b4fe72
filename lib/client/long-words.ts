/** A longer run of letters, such as an address, may break where it has to; shorter words stay whole. */
const LONGEST_WHOLE = 20

/** A text's pieces, between which it may break: words narrow a column of a table no further than they are long. */
export function piecesOfLongWords(text: string): string[] {
  return text.split(BETWEEN).filter(piece => piece !== '')
}

const BETWEEN = new RegExp(`(\\S{${LONGEST_WHOLE}}\\p{M}*)(?=\\S)`, 'u')
