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
 * What looking for the other end of each mark of emphasis may cost: in each paragraph the square of its marks, as
 * CommonMark's rules ask. 14,000 marks in one paragraph, or a table of 3,500 rows with two bold words each, take
 * some three seconds of the twenty that a document has.
 */
const MAX_EMPHASIS_COST = 200_000_000
const BLANK = /^[ \t]*$/
/** A heading or an item of a list: what stands before it is over, whatever it was. */
const BEGINS_ANEW = /^ {0,3}(?:#{1,6}|[-+*])[ \t]+\S/

/** Whether a text has so many marks of emphasis in a paragraph that none who writes would. */
export function isTooEmphatic(text: string): boolean {
  let cost = 0
  let marks = 0
  for (const line of text.split(/\r\n?|\n/)) {
    if (BLANK.test(line) || BEGINS_ANEW.test(line)) marks = 0
    const more = marksIn(line)
    cost += (marks + more) ** 2 - marks ** 2
    marks += more
    if (cost > MAX_EMPHASIS_COST) return true
  }
  return false
}

/** Runs of one sign: what opens or closes at once. */
function marksIn(line: string): number {
  let marks = 0
  for (let at = 0; at < line.length; at++) {
    const sign = line[at]
    if ((sign === '*' || sign === '_') && line[at - 1] !== sign) marks++
  }
  return marks
}
