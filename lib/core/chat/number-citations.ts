import {
  CITATION,
  closingRun,
  ESCAPABLE,
  LINK,
  MAX_BACKTICKS,
  matchAt,
  numbersIn,
  runLength,
} from './answer-inline.ts'
import { FENCE } from './answer-markup.ts'

/** Words of an answer, or that a source has been given its number: `source` counts the passages read, from 1. */
export type NumberedPiece = { type: 'text'; delta: string } | { type: 'citation'; n: number; source: number }

/**
 * Numbers sources in the order in which the reader meets them, from 1: the model knows the passages by other
 * numbers. Told of a source's number right before the words that hold it. Only what `parseAnswer` reads as
 * a citation of one of the `count` passages is changed, so numbers in code stay. Words are passed on at once;
 * held back is only a bracket of which it is not decided yet what it is, to the end of its line at most.
 */
export async function* numberCitations(
  words: AsyncIterable<string>,
  count: number,
): AsyncGenerator<NumberedPiece> {
  const numbers = new Map<number, number>()
  const reader = lineReader((cited, bracket): NumberedPiece[] => {
    const known = cited.filter(source => source >= 1 && source <= count)
    if (!known.length) return [{ type: 'text', delta: bracket }]
    const met = known.filter(source => !numbers.has(source) && numbers.set(source, numbers.size + 1))
    const mapped = cited.map(source => numbers.get(source) ?? source)
    return [
      ...met.map(source => ({ type: 'citation' as const, n: numbers.get(source)!, source })),
      { type: 'text', delta: `[${mapped.join(', ')}]` },
    ]
  })
  for await (const delta of words) yield* joined(reader.read(delta))
  yield* joined(reader.end())
}

/** Neighbouring words become one piece. */
function* joined(pieces: Iterable<NumberedPiece>): Generator<NumberedPiece> {
  let text = ''
  for (const piece of pieces) {
    if (piece.type === 'text') text += piece.delta
    else {
      if (text) yield { type: 'text', delta: text }
      text = ''
      yield piece
    }
  }
  if (text) yield { type: 'text', delta: text }
}

type Cite = (cited: number[], bracket: string) => NumberedPiece[]

/** Longest beginning of a citation that is waited for; `CITATION` takes no longer one. */
const MAX_CITATION = 220

/** Goes through an answer line by line, as the parser does, and hands each citation to `cite`. */
function lineReader(cite: Cite) {
  /** The present line as far as it has come; up to `decided` it is known what is what. */
  let line = ''
  let decided = 0
  let emitted = 0
  /** What ends the block of code that we are in. */
  let fence: string | null = null
  const unclosed = new Set<number>()

  function* read(delta: string): Generator<NumberedPiece> {
    const lines = delta.split('\n')
    for (const [index, part] of lines.entries()) {
      line += part
      const complete = index < lines.length - 1
      yield* advance(complete)
      if (complete) {
        yield { type: 'text', delta: '\n' }
        endLine()
      }
    }
  }

  function endLine(): void {
    const opens = fence === null ? FENCE.exec(line)?.[1] : undefined
    if (opens) fence = opens
    else if (line.trim() === fence) fence = null
    line = ''
    decided = 0
    emitted = 0
    unclosed.clear()
  }

  function* advance(complete: boolean): Generator<NumberedPiece> {
    const isCode = fence !== null || FENCE.test(line)
    while (!isCode && decided < line.length) {
      const step = nextStep(complete)
      if (step === null) {
        // Undecided, but the words up to the next bracket are the same either way.
        const bracket = line.indexOf('[', Math.max(decided, emitted))
        yield* emit(bracket < 0 ? line.length : bracket)
        return
      }
      if (step.cited) {
        yield* emit(decided)
        yield* cite(step.cited, line.slice(decided, step.to))
        emitted = step.to
      }
      decided = step.to
    }
    yield* emit(line.length)
  }

  function* emit(to: number): Generator<NumberedPiece> {
    if (to > emitted) yield { type: 'text', delta: line.slice(emitted, to) }
    emitted = Math.max(emitted, to)
  }

  /** What stands at `decided`, up to where; null where more has to come first. */
  function nextStep(complete: boolean): { to: number; cited?: number[] } | null {
    const found = /[\\`[]/g
    found.lastIndex = decided
    const special = found.exec(line)
    if (!special) return { to: line.length }
    if (special.index > decided) return { to: special.index }
    const char = line[decided]
    if (char === '\\') return atBackslash(complete)
    return char === '`' ? atBacktick(complete) : atBracket(complete)
  }

  function atBackslash(complete: boolean) {
    const next = line[decided + 1]
    if (next === undefined) return complete ? { to: decided + 1 } : null
    return { to: decided + (ESCAPABLE.test(next) ? 2 : 1) }
  }

  function atBacktick(complete: boolean) {
    const run = runLength(line, decided, '`')
    const after = decided + run
    if (after === line.length && !complete) return null
    if (run > MAX_BACKTICKS || unclosed.has(run)) return { to: after }
    const end = closingRun(line, after, run)
    // A run at the very end may still grow, and then closes nothing.
    if (end >= 0 && (complete || end + run < line.length)) return { to: end + run }
    if (!complete) return null
    unclosed.add(run)
    return { to: after }
  }

  function atBracket(complete: boolean) {
    const rest = line.slice(decided)
    const citation = matchAt(CITATION, line, decided)
    const next = citation && line[decided + citation[0].length]
    if (citation && next !== undefined && next !== '(') {
      return { to: decided + citation[0].length, cited: numbersIn(citation[1]!) }
    }
    const link = matchAt(LINK, line, decided)
    if (link) return { to: decided + link[0].length }
    if (!complete && mayBecomeMore(rest)) return null
    if (citation) return { to: decided + citation[0].length, cited: numbersIn(citation[1]!) }
    return { to: decided + 1 }
  }

  return {
    read,
    *end(): Generator<NumberedPiece> {
      yield* advance(true)
    },
  }
}

/** Half a citation, half a link, or a citation behind which a link's address may follow. */
function mayBecomeMore(rest: string): boolean {
  if (rest.length <= MAX_CITATION && /^\[[\d ,;]*\]?$/.test(rest)) return true
  return /^\[[^[\]]{0,300}(?:\](?:\(.{0,2500})?)?$/.test(rest)
}
