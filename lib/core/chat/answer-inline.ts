/** Where something stands in the answer as it was delivered: UTF-16 offsets, end exclusive. */
export interface AnswerSpan {
  start: number
  end: number
}

/**
 * A leaf's span is that of its words. Within `text` and `code` each character stands where the one before
 * it, plus one, does; a link's words may have had marks between them.
 */
export type AnswerLeaf = AnswerSpan &
  (
    | { type: 'text'; text: string }
    | { type: 'code'; text: string }
    | { type: 'link'; href: string; text: string }
    | { type: 'citation'; n: number }
    | { type: 'break' }
  )
export type AnswerInline = AnswerLeaf | { type: 'strong' | 'emphasis'; children: AnswerInline[] }

/** Lines of one paragraph, without what marks them as such, and where each begins in the answer. */
export type InlineLines = readonly { text: string; start: number }[]

export interface InlineOptions {
  sources: readonly number[]
  linkAllowed: (url: string) => boolean
  /** Markers still open at the end count as closed there. */
  open: boolean
}

/**
 * One paragraph's worth of text. Two passes over a flat list of pieces: the first pairs the bold and
 * italic markers, the second folds pairs into a tree, so that no input costs more than linear time.
 */
export function parseInline(lines: InlineLines, options: InlineOptions): AnswerInline[] {
  const joined = lines.map(({ text }) => text).join('\n')
  const text = joined.trim()
  const place = placesOf(lines, joined.length - joined.trimStart().length)
  return fold(pair(cut(text, place, options), options.open))
}

/** Tells where offsets of the joined and trimmed lines stand in the answer; to be asked for growing ones. */
function placesOf(lines: InlineLines, trimmed: number): (at: number) => number {
  let line = 0
  let begins = -trimmed
  return at => {
    while (at > begins + lines[line]!.text.length) begins += lines[line++]!.text.length + 1
    return lines[line]!.start + at - begins
  }
}

/** `size` 1 is italic, 2 is bold; `partner` tells an opener from a closer once paired. */
interface Marker {
  type: 'marker'
  start: number
  char: string
  size: 1 | 2
  opens: boolean
  closes: boolean
  role?: 'open' | 'close'
}
type Piece = AnswerInline | Marker

// Every repetition is bounded or stops at the next `[`, so that a page of brackets is read once.
export const CITATION = /\[ {0,3}(\d{1,3}(?: {0,3}[,;] {0,3}\d{1,3}){0,20}) {0,3}\]/y
export const LINK =
  /!?\[([^[\]\n]{0,300})\]\( {0,3}((?:[^\s()<>]|\([^\s()<>]{0,200}\)){1,2000})(?: +"[^"\n]{0,300}")? {0,3}\)/y
const BARE_LINK = /https?:\/\/[^\s<>"'`|[\]()*\\]{1,2000}/y
/** Each length searches the text once for its partner. */
export const MAX_BACKTICKS = 3
/** What a backslash takes its meaning from. */
export const ESCAPABLE = /[!-/:-@[-`{-~]/
/** What ends a run of plain characters. */
const SPECIAL = /[\\`*_[!\n]|https?:\/\//g

function cut(text: string, place: (at: number) => number, { sources, linkAllowed }: InlineOptions): Piece[] {
  const pieces: Piece[] = []
  const unclosedCode = new Set<number>()
  const say = (words: string, start: number) => {
    if (words) pieces.push({ type: 'text', text: words, start, end: start + words.length })
  }
  let at = 0
  while (at < text.length) {
    SPECIAL.lastIndex = at
    const found = SPECIAL.exec(text)
    say(text.slice(at, found?.index ?? text.length), place(at))
    if (!found) break
    at = found.index
    const start = place(at)
    const char = text[at]!
    if (char === '\\') {
      const next = text[at + 1]
      const escaped = next !== undefined && ESCAPABLE.test(next)
      if (next === '\n') {
        pieces.push({ type: 'break', start, end: start + 1 })
        unclosedCode.clear()
      } else say(escaped ? next : char, escaped ? start + 1 : start)
      at += escaped || next === '\n' ? 2 : 1
    } else if (char === '\n') {
      const last = pieces.at(-1)
      if (last?.type === 'text' && last.text.endsWith('  ')) {
        last.text = last.text.trimEnd()
        last.end = last.start + last.text.length
        pieces.push({ type: 'break', start, end: start + 1 })
      } else say(' ', start)
      unclosedCode.clear()
      at += 1
    } else if (char === '`') {
      const run = runLength(text, at, '`')
      const end = run > MAX_BACKTICKS || unclosedCode.has(run) ? -1 : closingRun(text, at + run, run)
      if (end < 0) {
        unclosedCode.add(run)
        say(text.slice(at, at + run), start)
        at += run
      } else {
        const inner = text.slice(at + run, end)
        const code = inner.trim()
        const from = start + run + inner.indexOf(code)
        if (code) pieces.push({ type: 'code', text: code, start: from, end: from + code.length })
        at = end + run
      }
    } else if (char === '*' || char === '_') {
      const run = runLength(text, at, char)
      markers({ text, at, run, start }, pieces, say)
      at += run
    } else if (char === 'h') {
      // "xhttps://" is no address; otherwise the full stop after one is not part of it.
      const address = matchAt(BARE_LINK, text, at)?.[0].replace(/[.,;:!?]{1,5}$/, '') ?? 'http'
      const href = /\w/.test(text[at - 1] ?? '') ? null : allowed(address, linkAllowed)
      if (href) pieces.push({ type: 'link', href, text: address, start, end: start + address.length })
      else say(address, start)
      at += address.length
    } else {
      const citation = char === '[' ? matchAt(CITATION, text, at) : null
      const link = citation && text[at + citation[0].length] !== '(' ? null : matchAt(LINK, text, at)
      if (link) {
        const href = char === '!' ? null : allowed(link[2]!, linkAllowed)
        const label = link[1]!.replaceAll(/[*_`]/g, '').trim()
        const end = start + link[0].length
        if (href) pieces.push({ type: 'link', href, text: wordsOfLink(label, href), start, end })
        else say(label, start + link[0].indexOf(link[1]!))
        at += link[0].length
      } else if (citation) {
        cite(citation[1]!, { start, end: start + citation[0].length }, sources, pieces)
        at += citation[0].length
      } else {
        say(char, start)
        at += 1
      }
    }
  }
  return pieces
}

function cite(numbers: string, span: AnswerSpan, sources: readonly number[], pieces: Piece[]) {
  const known = numbersIn(numbers).filter(n => sources.includes(n))
  const last = pieces.at(-1)
  // The space stood before the number, not before the full stop that may follow.
  if (known.length === 0 && last?.type === 'text' && last.text.endsWith(' ')) {
    last.text = last.text.slice(0, -1)
    last.end--
  }
  for (const n of known) pieces.push({ type: 'citation', n, ...span })
}

/** `1, 3` of `[1, 3]`. */
export function numbersIn(list: string): number[] {
  return list.split(/[,;]/).map(Number)
}

function allowed(address: string, linkAllowed: (url: string) => boolean): string | null {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return null
  const { href, username, password } = new URL(address)
  // `https://bank.example@evil.example` reads as the one and leads to the other.
  return username || password || !linkAllowed(href) ? null : href
}

/** Words that name another site than the one they lead to are shown with that one. */
function wordsOfLink(label: string, href: string): string {
  if (!label) return href
  const { host, hostname } = new URL(href)
  const named = label
    .normalize('NFKC')
    .replace(UNSEEN, '')
    .replaceAll('。', '.')
    .toLowerCase()
    .split(/[\s/:]+/)
  return named.some(
    name => SITE_NAME.test(name) && name.replace(/^www\./, '') !== hostname.replace(/^www\./, ''),
  )
    ? `${label} (${host})`
    : label
}

/** What no name of a site is written with, and what nobody sees: it would hide one. */
const UNSEEN = /[^\p{L}\p{N}\s./:。-]|\p{DI}/gu
/** A dot between letters, but for the one before a last number or a file whose kind ends no site. */
const SITE_NAME = /[^.。][.。](?!pdf|docx|xlsx|html|\d+$)[^.]/

function markers(
  { text, at, run, start }: { text: string; at: number; run: number; start: number },
  pieces: Piece[],
  say: (words: string, start: number) => void,
) {
  const char = text[at]!
  const before = text[at - 1] ?? ' '
  const after = text[at + run] ?? ' '
  if (run > 3) return say(char.repeat(run), start)
  // `snake_case` and `5*3` are words; only `**` may stand inside one (scripts without spaces need it).
  const inWord = run === 1 || char === '_'
  const opens = !/\s/.test(after) && !(inWord && /\w/.test(before))
  const closes = !/\s/.test(before) && !(inWord && /\w/.test(after))
  if (!opens && !closes) return say(char.repeat(run), start)
  const sizes: (1 | 2)[] = run === 3 ? (opens ? [2, 1] : [1, 2]) : [run as 1 | 2]
  let from = start
  for (const size of sizes) {
    pieces.push({ type: 'marker', char, size, opens, closes, start: from })
    from += size
  }
}

function pair(pieces: Piece[], openAtEnd: boolean): Piece[] {
  const stack: Marker[] = []
  const waiting: Record<string, number> = {}
  const key = (marker: Marker) => marker.char + marker.size
  for (const piece of pieces) {
    if (piece.type !== 'marker') continue
    if (piece.closes && (waiting[key(piece)] ?? 0) > 0) {
      // Openers above the partner stay literal: `*a **b*`.
      let top: Marker
      do {
        top = stack.pop()!
        waiting[key(top)] = waiting[key(top)]! - 1
      } while (key(top) !== key(piece))
      top.role = 'open'
      piece.role = 'close'
    } else if (piece.opens) {
      stack.push(piece)
      waiting[key(piece)] = (waiting[key(piece)] ?? 0) + 1
    }
  }
  if (openAtEnd) for (const marker of stack) marker.role = 'open'
  return pieces
}

/** Deeper is nobody's emphasis; keeps rendering from recursing without end. */
const MAX_DEPTH = 4

function fold(pieces: Piece[]): AnswerInline[] {
  const root: AnswerInline[] = []
  const stack: AnswerInline[][] = [root]
  let tooDeep = 0
  for (const piece of pieces) {
    const children = stack.at(-1)!
    const last = children.at(-1)
    if (piece.type === 'text' || (piece.type === 'marker' && piece.role === undefined)) {
      const text = piece.type === 'text' ? piece.text : piece.char.repeat(piece.size)
      const { start } = piece
      if (last?.type === 'text' && last.end === start) {
        last.text += text
        last.end += text.length
      } else children.push({ type: 'text', text, start, end: start + text.length })
    } else if (piece.type !== 'marker') children.push(piece)
    else if (piece.role === 'open') {
      if (stack.length > MAX_DEPTH) tooDeep += 1
      else {
        const inner: AnswerInline[] = []
        children.push({ type: piece.size === 2 ? 'strong' : 'emphasis', children: inner })
        stack.push(inner)
      }
    } else if (tooDeep > 0) tooDeep -= 1
    else stack.pop()
  }
  return root
}

export function runLength(text: string, at: number, char: string): number {
  let end = at
  while (text[end] === char) end++
  return end - at
}

/** Where on the same line the next run of exactly `length` backticks starts, or -1. */
export function closingRun(text: string, from: number, length: number): number {
  const newline = text.indexOf('\n', from)
  const lineEnd = newline < 0 ? text.length : newline
  let at = text.indexOf('`', from)
  while (at >= 0 && at < lineEnd) {
    const run = runLength(text, at, '`')
    if (run === length) return at
    at = text.indexOf('`', at + run)
  }
  return -1
}

export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
