/** One measured claim, named as the issue that asks for it names it. */
export interface Figure {
  name: string
  value: number
  unit: string
  /** What is aimed at, such as `<= 15`; null where the figure only informs. */
  bar: string | null
  /** Whether the bar is met; null without one. */
  holds: boolean | null
}

/** A figure whose bar is a most (`<=`) or a least (`>=`); three digits are what a busy machine repeats. */
export function figure(name: string, value: number, unit: string, bar: string | null = null): Figure {
  const rounded = Number(value.toPrecision(3))
  if (bar === null) return { name, value: rounded, unit, bar, holds: null }
  const [sign, limit] = bar.split(' ')
  return {
    name,
    value: rounded,
    unit,
    bar,
    holds: sign === '<=' ? value <= Number(limit) : value >= Number(limit),
  }
}

export interface Missing {
  name: string
  why: string
}

/** A table for people, then the notes; with `json` one object as the last line. */
export function printFigures(
  bench: string,
  report: { figures: Figure[]; missing: Missing[]; notes: string[] },
  { json }: { json: boolean },
): void {
  const rows = report.figures.map(({ name, value, unit, bar, holds }) => [
    name,
    `${value} ${unit}`.trim(),
    bar ?? '',
    holds === null ? '' : holds ? 'holds' : 'MISSED',
  ])
  rows.push(...report.missing.map(({ name, why }) => [name, 'not measured', '', why]))
  const widths = [0, 1, 2].map(column => Math.max(...rows.map(row => row[column]!.length)))
  console.log()
  for (const row of rows)
    console.log(
      `  ${row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd()}`,
    )
  console.log()
  for (const note of report.notes) console.log(`  ${note}`)
  if (json) console.log(JSON.stringify({ bench, figures: report.figures }))
}

/** The middle value, or the mean of the two middle ones. Throws where there is none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('There is no median of nothing.')
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
