const OURS = 'DOCENT'

/**
 * How the name of a setting of ours is written, where one begins with our word or is nearly one of `ours`; null where a
 * name is somebody else's.
 */
export function meantSetting(name: string, ours: readonly string[]): string | null {
  const said = name
    .trim()
    .toUpperCase()
    .replaceAll(/[\s.-]+/g, '_')
  const first = said.split('_', 1)[0]!
  if (said === first && first.length <= OURS.length) return null
  if (first === OURS) return said
  const corrected = isNearly(first, OURS) ? `${OURS}${said.slice(first.length)}` : said
  if (!corrected.startsWith(OURS)) return null
  return ours.find(each => joined(each) === joined(corrected)) ?? null
}

/** Words run into one another. */
function joined(name: string): string {
  return name.replaceAll('_', '')
}

/** The same letters in any order, or all but one letter that is another, missing or too many. */
function isNearly(word: string, wanted: string): boolean {
  if ([...word].toSorted().join() === [...wanted].toSorted().join()) return true
  const longer = Math.max(word.length, wanted.length)
  const shorter = Math.min(word.length, wanted.length)
  let same = 0
  while (same < shorter && word[same] === wanted[same]) same++
  let end = 0
  while (end < shorter - same && word.at(-1 - end) === wanted.at(-1 - end)) end++
  return longer - same - end <= 1
}
