export type AnswerInline =
  | { type: 'text'; text: string }
  | { type: 'strong' | 'emphasis'; children: AnswerInline[] }
  | { type: 'code'; text: string }
  | { type: 'link'; href: string; text: string }
  | { type: 'citation'; n: number }
  | { type: 'break' }

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
export function parseInline(text: string, options: InlineOptions): AnswerInline[] {
  return fold(pair(cut(text, options), options.open))
}

/** `size` 1 is italic, 2 is bold; `partner` tells an opener from a closer once paired. */
interface Marker {
  type: 'marker'
  char: string
  size: 1 | 2
  opens: boolean
  closes: boolean
  role?: 'open' | 'close'
}
type Piece = AnswerInline | Marker

// Every repetition is bounded or stops at the next `[`, so that a page of brackets is read once.
const CITATION = /\[ {0,3}(\d{1,3}(?: {0,3}[,;] {0,3}\d{1,3}){0,20}) {0,3}\]/y
const LINK =
  /!?\[([^[\]\n]{0,300})\]\( {0,3}((?:[^\s()<>]|\([^\s()<>]{0,200}\)){1,2000})(?: +"[^"\n]{0,300}")? {0,3}\)/y
const BARE_LINK = /https?:\/\/[^\s<>"'`|[\]()*]{1,2000}/y
/** Each length searches the text once for its partner. */
const MAX_BACKTICKS = 3
/** What ends a run of plain characters. */
const SPECIAL = /[\\`*_[!\n]|https?:\/\//g

function cut(text: string, { sources, linkAllowed }: InlineOptions): Piece[] {
  const pieces: Piece[] = []
  const unclosedCode = new Set<number>()
  const say = (words: string) => {
    if (words) pieces.push({ type: 'text', text: words })
  }
  let at = 0
  while (at < text.length) {
    SPECIAL.lastIndex = at
    const found = SPECIAL.exec(text)
    say(text.slice(at, found?.index ?? text.length))
    if (!found) break
    at = found.index
    const char = text[at]!
    if (char === '\\') {
      const next = text[at + 1]
      const escaped = next !== undefined && /[!-/:-@[-`{-~]/.test(next)
      if (next === '\n') pieces.push({ type: 'break' })
      else say(escaped ? next : char)
      at += escaped || next === '\n' ? 2 : 1
    } else if (char === '\n') {
      const last = pieces.at(-1)
      if (last?.type === 'text' && last.text.endsWith('  ')) {
        last.text = last.text.trimEnd()
        pieces.push({ type: 'break' })
      } else say(' ')
      at += 1
    } else if (char === '`') {
      const run = runLength(text, at, '`')
      const end = run > MAX_BACKTICKS || unclosedCode.has(run) ? -1 : closingRun(text, at + run, run)
      if (end < 0) {
        unclosedCode.add(run)
        say(text.slice(at, at + run))
        at += run
      } else {
        const code = text.slice(at + run, end).trim()
        if (code) pieces.push({ type: 'code', text: code })
        at = end + run
      }
    } else if (char === '*' || char === '_') {
      const run = runLength(text, at, char)
      markers(text, at, run, pieces, say)
      at += run
    } else if (char === 'h') {
      // "xhttps://" is no address; otherwise the full stop after one is not part of it.
      const address = matchAt(BARE_LINK, text, at)?.[0].replace(/[.,;:!?]{1,5}$/, '') ?? 'http'
      const href = /\w/.test(text[at - 1] ?? '') ? null : allowed(address, linkAllowed)
      if (href) pieces.push({ type: 'link', href, text: address })
      else say(address)
      at += address.length
    } else {
      const citation = char === '[' ? matchAt(CITATION, text, at) : null
      const link = citation && text[at + citation[0].length] !== '(' ? null : matchAt(LINK, text, at)
      if (link) {
        const href = char === '!' ? null : allowed(link[2]!, linkAllowed)
        const label = link[1]!.replaceAll(/[*_`]/g, '').trim()
        if (href) pieces.push({ type: 'link', href, text: label || href })
        else say(label)
        at += link[0].length
      } else if (citation) {
        cite(citation[1]!, sources, pieces)
        at += citation[0].length
      } else {
        say(char)
        at += 1
      }
    }
  }
  return pieces
}

function cite(numbers: string, sources: readonly number[], pieces: Piece[]) {
  const known = numbers
    .split(/[,;]/)
    .map(Number)
    .filter(n => sources.includes(n))
  const last = pieces.at(-1)
  // The space stood before the number, not before the full stop that may follow.
  if (known.length === 0 && last?.type === 'text' && last.text.endsWith(' '))
    last.text = last.text.slice(0, -1)
  for (const n of known) pieces.push({ type: 'citation', n })
}

function allowed(address: string, linkAllowed: (url: string) => boolean): string | null {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return null
  const { href } = new URL(address)
  return linkAllowed(href) ? href : null
}

function markers(text: string, at: number, run: number, pieces: Piece[], say: (words: string) => void) {
  const char = text[at]!
  const before = text[at - 1] ?? ' '
  const after = text[at + run] ?? ' '
  if (run > 3) return say(char.repeat(run))
  // `snake_case` and `5*3` are words; only `**` may stand inside one (scripts without spaces need it).
  const inWord = run === 1 || char === '_'
  const opens = !/\s/.test(after) && !(inWord && /\w/.test(before))
  const closes = !/\s/.test(before) && !(inWord && /\w/.test(after))
  if (!opens && !closes) return say(char.repeat(run))
  const sizes: (1 | 2)[] = run === 3 ? (opens ? [2, 1] : [1, 2]) : [run as 1 | 2]
  for (const size of sizes) pieces.push({ type: 'marker', char, size, opens, closes })
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
      if (last?.type === 'text') last.text += text
      else children.push({ type: 'text', text })
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

function runLength(text: string, at: number, char: string): number {
  let end = at
  while (text[end] === char) end++
  return end - at
}

/** Where the next run of exactly `length` backticks starts, or -1. */
function closingRun(text: string, from: number, length: number): number {
  let at = text.indexOf('`', from)
  while (at >= 0) {
    const run = runLength(text, at, '`')
    if (run === length) return at
    at = text.indexOf('`', at + run)
  }
  return -1
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
