/** How many are worth a look: the first to make faster, or to take into the long run only in part. */
const SHOWN = 10

/** The slowest files, a line each, and what share of all the time they take. */
export function slowestFiles(seconds: Readonly<Record<string, number>>): string[] {
  const files = Object.entries(seconds).toSorted(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
  const shown = files.slice(0, SHOWN)
  const sum = (some: typeof files) => some.reduce((total, [, one]) => total + one, 0)
  if (shown.length === 0) return []
  const share = Math.round((100 * sum(shown)) / Math.max(sum(files), Number.MIN_VALUE))
  return [
    `The ${shown.length} slowest of ${files.length} files (${share} % of the time):`,
    ...shown.map(([file, one]) => `${one.toFixed(1).padStart(7)} s  ${file}`),
  ]
}
