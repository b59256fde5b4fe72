/** `2.4 MB`, in the reader's locale; a MB has 1,048,576 bytes, as limits on files are set and told. */
export function formatBytes(bytes: number, locale?: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const power = Math.min(units.length - 1, bytes < 1024 ? 0 : Math.floor(Math.log2(bytes) / 10))
  const value = bytes / 1024 ** power
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[power],
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && power > 1 ? 1 : 0,
  }).format(value)
}

export function formatCount(count: number, locale?: string): string {
  return new Intl.NumberFormat(locale).format(count)
}

/** `1 passage`, `1,204 passages`. */
export function countOf(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

/** `0.05 seconds`: two digits are what a person can compare. */
export function formatSeconds(milliseconds: number, locale?: string): string {
  // A clock of whole milliseconds says 0 of what was quicker.
  const seconds = Math.max(1, milliseconds) / 1_000
  const number = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 }).format(seconds)
  return `${number} ${number === '1' ? 'second' : 'seconds'}`
}

/** `$0.0041`, `$1.23`, of millionths of a US dollar: cents, and two digits of what is less. */
export function formatMicroUsd(microUsd: number, locale?: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'USD',
    maximumFractionDigits: 2,
    maximumSignificantDigits: 2,
    roundingPriority: 'morePrecision',
  }).format(microUsd / 1_000_000)
}

/** `3, 7–9, 12` of sorted page numbers. */
export function pageRanges(pages: readonly number[]): string {
  const ranges: { from: number; to: number }[] = []
  for (const page of pages) {
    const last = ranges.at(-1)
    if (last && page === last.to + 1) last.to = page
    else ranges.push({ from: page, to: page })
  }
  return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
}
