/** Parsing time grows with the square of these on one line; no writer comes near. */
const MAX_QUOTE_DEPTH = 64
const MAX_INDENT_COLUMNS = 400
const MAX_RUN_OF_BRACKETS = 200

/** What no text may hold that is to be parsed: quotes and lists too deep in each other, indents, runs of brackets. */
export const TOO_DEEP: readonly RegExp[] = [
  new RegExp(`^(?:[ \\t]*>){${MAX_QUOTE_DEPTH}}`, 'm'),
  new RegExp(`^[ \\t]{${MAX_INDENT_COLUMNS}}`, 'm'),
  new RegExp(`^[ \\t]*(?:(?:[-*+]|\\d{1,9}[.)])[ \\t]+){${MAX_QUOTE_DEPTH}}`, 'm'),
  new RegExp(`[[(<!]{${MAX_RUN_OF_BRACKETS}}`),
]

/**
 * What takes the square of a paragraph's size, each in so many of its own steps that some three seconds pass of the
 * twenty that a document has:
 * the marks of emphasis, whose other ends are looked for (14,000 in one paragraph, or a table of 3,500 rows with two
 * bold words each); the signs that may begin or end something, since whatever they do not is joined to the words
 * around it (28,000: a paragraph of 9,000 links); and the characters that are read again for each bracket, title,
 * comment or code that has begun and not ended.
 */
const MAX_EMPHASIS_STEPS = 200_000_000
const MAX_JOINING_STEPS = 800_000_000
const MAX_READING_STEPS = 150_000_000
/** A link's words are looked up whole, not sign by sign. */
const LABEL_READING = 0.5
/** At a line's end it is looked for the quote or the list that it stands in. */
const LINE_END_READING = 10

const BLANK = /^[ \t]*$/
/** A heading or an item of a list: what stands before it is over, whatever it was. */
const BEGINS_ANEW = /^ {0,3}(?:#{1,6}|[-+*])[ \t]+\S/
const SIGNS = new Set('*_[]<&!`\\')
/** A run of them opens or closes at once. */
const RUNS = new Set('*_`')

/** Whether a text has so much in a paragraph that begins something, as nobody writes who writes for people. */
export function isTooTangled(text: string): boolean {
  let cost = 0
  let paragraph = new ParagraphCost()
  for (const line of text.split(/\r\n?|\n/)) {
    if (BLANK.test(line) || BEGINS_ANEW.test(line)) {
      cost += paragraph.cost
      paragraph = new ParagraphCost()
    }
    paragraph.read(line)
    if (cost + paragraph.cost > 1) return true
  }
  return false
}

class ParagraphCost {
  #emphasis = 0
  #signs = 0
  /** Opened and not closed yet: parentheses, which may hold a title, and brackets. */
  #parentheses = 0
  #brackets = 0
  /** `<!` and `<?`, which go on to an end of their own. */
  #instructions = 0
  /** Each length of a run of backticks looks for another of its kind. */
  readonly #backticks = new Set<number>()
  #reading = 0

  /** As a share of what is allowed. */
  get cost(): number {
    return (
      this.#emphasis ** 2 / MAX_EMPHASIS_STEPS +
      this.#signs ** 2 / MAX_JOINING_STEPS +
      this.#reading / MAX_READING_STEPS
    )
  }

  read(line: string): void {
    const before = this.#signs
    for (let at = 0; at < line.length; at++) {
      const sign = line[at]!
      if (SIGNS.has(sign) && !(RUNS.has(sign) && line[at - 1] === sign)) this.#count(sign, line, at)
      else if (sign === '(') this.#parentheses++
      else if (sign === ')' && line[at - 1] !== '\\') this.#parentheses = 0
      this.#reading += this.#readAgain
    }
    this.#reading += LINE_END_READING * this.#readAgain
    // The line's end parts words, too.
    if (this.#signs > before) this.#signs++
  }

  /** By how many a character here is. */
  get #readAgain(): number {
    const labels = LABEL_READING * this.#brackets
    return labels + this.#parentheses + this.#instructions + this.#backticks.size
  }

  #count(sign: string, line: string, at: number): void {
    this.#signs++
    if (sign === '*' || sign === '_') this.#emphasis++
    else if (sign === '[') this.#brackets++
    else if (sign === ']') this.#brackets = Math.max(0, this.#brackets - 1)
    else if (sign === '<' && (line[at + 1] === '!' || line[at + 1] === '?')) this.#instructions++
    else if (sign === '`') this.#backticks.add(runLength(line, at))
  }
}

function runLength(line: string, from: number): number {
  let to = from
  while (line[to] === line[from]) to++
  return to - from
}
