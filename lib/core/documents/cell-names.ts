/** How spreadsheets name their cells: `A1`, `AA10`. Rows and columns count from 0. */
export function cellAt(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`
}

/** `A`, `Z`, `AA`. */
export function columnName(column: number): string {
  let name = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  return name
}

export function positionOf(cell: string): { row: number; column: number } {
  const [, letters = '', digits = ''] = /^([A-Z]+)(\d+)$/.exec(cell) ?? []
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
  return { row: Number(digits) - 1, column: column - 1 }
}

/** The smallest range around two. */
export function spanCells(a: string, b: string): string {
  const corners = [a, b].flatMap(cells => cells.split(':')).map(positionOf)
  const columns = corners.map(({ column }) => column)
  const rows = corners.map(({ row }) => row)
  const from = cellAt(Math.min(...rows), Math.min(...columns))
  const to = cellAt(Math.max(...rows), Math.max(...columns))
  return from === to ? from : `${from}:${to}`
}
