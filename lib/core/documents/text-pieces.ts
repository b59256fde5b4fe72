import type { FileStore } from './ports.ts'
import { type StructuredText, structuredTextSchema } from './structured-text.ts'

/** Bytes of a piece: a web host hands on replies of some 5 MB, and base64 makes a third more of them. */
export const PIECE_BYTES = 3_000_000

/** Some of a text as it is stored, as JSON. */
export interface TextPiece {
  /** Base64. */
  piece: string
  /** How many there are. */
  pieces: number
}

/** The piece of that number, from 0 on; null where there is none. It is handed on as it lies there, whatever it says. */
export async function readPiece(
  files: Pick<FileStore, 'textBytes'>,
  key: string,
  number: number,
  size = PIECE_BYTES,
): Promise<TextPiece | null> {
  const found = await files.textBytes(key, number * size, (number + 1) * size)
  return found && { piece: toBase64(found.bytes), pieces: Math.ceil(found.total / size) }
}

/** Fetches one piece after the other. Throws where they do not fit together. */
export async function joinText(fetchPiece: (number: number) => Promise<TextPiece>): Promise<StructuredText> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const { piece, pieces } = await fetchPiece(0)
  let json = decoder.decode(fromBase64(piece), { stream: true })
  for (let number = 1; number < pieces; number++)
    json += decoder.decode(fromBase64((await fetchPiece(number)).piece), { stream: true })
  return structuredTextSchema.parse(JSON.parse(json + decoder.decode()))
}

/** Characters that are put together at once: more arguments than that a function does not take everywhere. */
const AT_ONCE = 0x8000

function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += AT_ONCE)
    binary += String.fromCharCode(...bytes.subarray(at, at + AT_ONCE))
  return btoa(binary)
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), character => character.charCodeAt(0))
}
