/**
 * The rows of a GitHub table, when the paragraph is one, without its line of dashes; else null. The
 * parser we use knows plain Markdown only, where a table is a paragraph.
 */
export function tableRows(paragraph: string): string[][] | null {
  const lines = paragraph.split(/\r?\n/)
  if (lines.length < 2 || !lines[0]!.includes('|') || !isDelimiterRow(lines[1]!)) return null
  return [lines[0]!, ...lines.slice(2)].map(cellsOf)
}

/** `| :-- | --: |`, each cell by itself: as one pattern a row of blanks would take the square of its length. */
function isDelimiterRow(line: string): boolean {
  if (!/^[ \t|:-]*$/.test(line)) return false
  return withoutEdges(line)
    .split('|')
    .every(cell => /^:?-+:?$/.test(cell.trim()))
}

function cellsOf(line: string): string[] {
  return withoutEdges(line)
    .split(/(?<!\\)\|/)
    .map(cell => cell.trim().replaceAll('\\|', '|'))
}

function withoutEdges(line: string): string {
  return line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
}
