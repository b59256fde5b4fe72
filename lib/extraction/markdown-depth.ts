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
