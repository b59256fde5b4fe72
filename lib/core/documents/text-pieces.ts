import { type StructuredText, structuredTextSchema } from './structured-text.ts'

/**
 * Characters of JSON in a piece. A web host hands on replies of some 5 MB; three bytes a character, and quotes that
 * are escaped once more, leave room.
 */
const PIECE_CHARACTERS = 1_000_000

/** A text as JSON, cut where a reply would be too long. */
export interface TextPiece {
  /** Some of the JSON. */
  piece: string
  /** How many there are. */
  pieces: number
}

/** The piece of that number, from 0 on; null where there is none. */
export function cutText(text: StructuredText, number: number, size = PIECE_CHARACTERS): TextPiece | null {
  const json = JSON.stringify(text)
  const pieces = Math.ceil(json.length / size)
  return number < pieces ? { piece: json.slice(number * size, (number + 1) * size), pieces } : null
}

/** Fetches one piece after the other. Throws where they do not fit together. */
export async function joinText(fetchPiece: (number: number) => Promise<TextPiece>): Promise<StructuredText> {
  const { piece, pieces } = await fetchPiece(0)
  let json = piece
  for (let number = 1; number < pieces; number++) json += (await fetchPiece(number)).piece
  return structuredTextSchema.parse(JSON.parse(json))
}
