export interface TimedFile {
  path: string
  seconds: number
}

/**
 * Deals files into lots that take about equally long, slowest first in each: every file goes, slowest first, to
 * the lot that has least so far (never worse than 4/3 of the best; Graham, 1969). The same whatever the order
 * they come in, so that each of several processes can work out its own lot.
 */
export function dealFiles<File extends TimedFile>(files: readonly File[], count: number): File[][] {
  const lots = Array.from({ length: count }, () => ({ files: [] as File[], seconds: 0 }))
  for (const file of slowestFirst(files)) {
    const lot = lots.reduce((least, other) => (other.seconds < least.seconds ? other : least))
    lot.files.push(file)
    lot.seconds += file.seconds
  }
  return lots.map(lot => lot.files)
}

/** Equally slow ones by path. */
export function slowestFirst<File extends TimedFile>(files: readonly File[]): File[] {
  return files.toSorted((a, b) => b.seconds - a.seconds || (a.path < b.path ? -1 : 1))
}
