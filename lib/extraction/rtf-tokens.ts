/** What reads an RTF file hears of it in order; everything in a file is one of these. (RTF 1.9.1, "Conventions".) */
export interface RtfListener {
  /** `{` */
  open(): void
  /** `}` */
  close(): void
  /** `\par`, `\s2`, `\~`: a word or a sign, with its number where it has one. */
  control(name: string, value: number | null): void
  /** Bytes in whatever code page holds, as characters of the same numbers. */
  text(bytes: string): void
}

/** Bytes as characters of the same numbers. False where the file ends before its first brace closes. */
export function readTokens(rtf: string, listener: RtfListener): boolean {
  let depth = 0
  for (let at = 0; at < rtf.length; ) {
    const code = rtf.charCodeAt(at)
    if (code === OPEN) {
      depth++
      listener.open()
      at++
    } else if (code === CLOSE) {
      depth--
      listener.close()
      at++
      if (depth <= 0) return true
    } else if (code === BACKSLASH) at = readControl(rtf, at + 1, listener)
    else at = readText(rtf, at, listener)
  }
  return false
}

const OPEN = '{'.charCodeAt(0)
const CLOSE = '}'.charCodeAt(0)
const BACKSLASH = '\\'.charCodeAt(0)

function readText(rtf: string, start: number, listener: RtfListener): number {
  let end = start
  // Lines are broken anywhere, and mean nothing.
  for (; end < rtf.length; end++) {
    const code = rtf.charCodeAt(end)
    if (code === OPEN || code === CLOSE || code === BACKSLASH || code === 13 || code === 10) break
  }
  if (end > start) listener.text(rtf.slice(start, end))
  return end > start ? end : end + 1
}

/** From behind the backslash. */
function readControl(rtf: string, start: number, listener: RtfListener): number {
  let end = start
  while (isLetter(rtf.charCodeAt(end))) end++
  if (end === start) return readSign(rtf, start, listener)
  const name = rtf.slice(start, end)
  const digits = end
  if (rtf[end] === '-') end++
  while (isDigit(rtf.charCodeAt(end))) end++
  const value = end > digits ? Number.parseInt(rtf.slice(digits, end), 10) || 0 : null
  if (rtf[end] === ' ') end++
  // Whatever these bytes are, they are no text.
  if (name === 'bin') return end + Math.max(value ?? 0, 0)
  listener.control(name, value)
  return end
}

function readSign(rtf: string, at: number, listener: RtfListener): number {
  const sign = rtf[at] ?? ''
  if (sign === "'") {
    const byte = Number.parseInt(rtf.slice(at + 1, at + 3), 16)
    if (Number.isNaN(byte)) return at + 1
    listener.control("'", byte)
    return at + 3
  }
  if (sign === '{' || sign === '}' || sign === '\\') listener.text(sign)
  else if (sign === '\r' || sign === '\n') listener.control('par', null)
  else listener.control(sign, null)
  return at + 1
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90)
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}
