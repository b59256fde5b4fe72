import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'

/** chardet's answer settles within this much; more only takes longer. */
const DETECTION_SAMPLE_BYTES = 256 * 1024

/** Share of control characters above which decoded bytes are no text in any encoding. */
const MAX_CONTROL_SHARE = 0.02

/** A short note may hold a few all the same. */
const ALWAYS_ALLOWED_CONTROLS = 4

/**
 * Strict UTF-8 first, since random bytes practically never pass it; then byte order marks; then UTF-16
 * by its pattern of zeros; then the best guess of the older encodings. Throws `wrong-content` when
 * nothing readable comes out. `declared`: as which the text itself says it is written, by the names of the web; it is
 * asked before anything is guessed, and not believed where the bytes are UTF-8.
 */
export async function decodeText(bytes: Uint8Array, declared?: string): Promise<string> {
  const text =
    (declared === SEVEN_BITS && decodeAs(bytes, declared)) ||
    (decodeUnicode(bytes) ?? (declared && decodeAs(bytes, declared)) ?? (await decodeLegacy(bytes)))
  if (looksBinary(text)) throw new ExtractionFailure('wrong-content')
  return text
}

/** Of all encodings in use the one whose bytes are UTF-8 too. */
const SEVEN_BITS = 'iso-2022-jp'

/** Null where that is no encoding, or not that of these bytes. */
export function decodeAs(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return null
    throw error
  }
}

function decodeUnicode(bytes: Uint8Array): string | null {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const wide = utf16ByZeros(bytes)
  if (wide) return new TextDecoder(wide).decode(bytes)
  return decodeAs(bytes, 'utf-8')
}

/**
 * Text in UTF-16 without a mark has a zero in the same half of nearly every pair wherever it is written
 * in Latin letters, digits, spaces or line breaks, and never in the other half.
 */
function utf16ByZeros(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const end = Math.min(bytes.length, DETECTION_SAMPLE_BYTES) & ~1
  if (end === 0 || bytes.length % 2 === 1) return null
  let even = 0
  let odd = 0
  for (let index = 0; index < end; index += 2) {
    if (bytes[index] === 0) even++
    if (bytes[index + 1] === 0) odd++
  }
  const enough = end / 2 / 10
  if (odd > enough && even * 50 < odd) return 'utf-16le'
  if (even > enough && odd * 50 < even) return 'utf-16be'
  return null
}

async function decodeLegacy(bytes: Uint8Array): Promise<string> {
  const [{ analyse }, { default: iconv }] = await Promise.all([import('chardet'), import('iconv-lite')])
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const guesses = analyse(buffer.subarray(0, DETECTION_SAMPLE_BYTES))
    .map(guess => guess.name)
    // UTF was ruled out above; the EBCDIC pages turn any bytes into something.
    .filter(name => !/^utf|ebcdic|^ibm/i.test(name) && iconv.encodingExists(name))
  for (const name of guesses) {
    // The windows code pages hold the same letters as ISO 8859 and the punctuation that people really type.
    const decoded = iconv.decode(buffer, supersets[name] ?? name)
    if (!decoded.includes('\ufffd') && !looksBinary(decoded)) return decoded
  }
  return iconv.decode(buffer, 'windows-1252')
}

const supersets: Record<string, string> = {
  'ISO-8859-1': 'windows-1252',
  'ISO-8859-9': 'windows-1254',
  'ISO-8859-8': 'windows-1255',
  Shift_JIS: 'cp932',
  GB18030: 'gb18030',
}

function looksBinary(text: string): boolean {
  let controls = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (
      code < 9 ||
      (code > 13 && code < 32 && code !== 27) ||
      (code > 126 && code < 160) ||
      code === 0xfffd
    ) {
      controls++
    }
  }
  return controls > Math.max(text.length * MAX_CONTROL_SHARE, ALWAYS_ALLOWED_CONTROLS)
}
