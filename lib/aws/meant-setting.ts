const OURS = 'DOCENT'

/**
 * How the name of a setting of ours is written, where one begins with our word or is nearly the name of one; null where
 * a name is somebody else's.
 */
export function meantSetting(name: string, isOurs: (name: string) => boolean): string | null {
  const said = name
    .trim()
    .toUpperCase()
    .replaceAll(/[\s.-]+/g, '_')
  const first = said.split('_', 1)[0]!
  if (said === first && first.length <= OURS.length) return null
  if (first === OURS) return said
  const meant = corrected(said, first)
  return meant !== null && isOurs(meant) ? meant : null
}

function corrected(said: string, first: string): string | null {
  if (isNearly(first, OURS)) return `${OURS}${said.slice(first.length)}`
  return said.startsWith(OURS) ? `${OURS}_${said.slice(OURS.length)}` : null
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
