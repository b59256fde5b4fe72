/**
 * The rows of a GitHub table, when the paragraph is one, without its line of dashes; else null. The
 * parser we use knows plain Markdown only, where a table is a paragraph.
 */
export function tableRows(paragraph: string): string[][] | null {
  const lines = paragraph.split(/\r?\n/)
  if (lines.length < 2 || !lines[0]!.includes('|') || !DELIMITER_ROW.test(lines[1]!)) return null
  return [lines[0]!, ...lines.slice(2)].map(cellsOf)
}

const DELIMITER_ROW = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/

function cellsOf(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
  return inner.split(/(?<!\\)\|/).map(cell => cell.trim().replaceAll('\\|', '|'))
}
