/** Columns under their names, the first one to the left, the others to the right. */
export function printTable(
  title: string,
  names: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const widths = names.map((name, at) => Math.max(name.length, ...rows.map(row => row[at]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[at]!))).join('  ')
  console.log(`\n  ${title}\n`)
  for (const row of [names, ...rows]) console.log(`    ${line(row).trimEnd()}`)
}

/** Three digits, without an exponent. */
export function short(value: number | null): string {
  if (value === null) return ''
  if (value >= 1_000) return Math.round(value).toLocaleString('en-US')
  return String(Number(value.toPrecision(3)))
}
