/** The same numbers for the same seed, on every machine. */
export interface Chance {
  /** From 0 up to, not including, 1. */
  number(): number
  /** From 0 up to, not including, `below`. */
  whole(below: number): number
  /** Mean 0, variance 1; the sum of four even ones, near enough to a bell. */
  bell(): number
}

/** Marsaglia's xorshift of 32 bits. */
export function chance(seed: number): Chance {
  let state = seed | 0 || 1
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state
  }
  const number = () => (next() >>> 0) / 2 ** 32
  return {
    number,
    whole: below => Math.floor(number() * below),
    bell() {
      const a = next()
      const b = next()
      const sum = (a & 0xffff) + (a >>> 16) + (b & 0xffff) + (b >>> 16)
      return (sum / 65_536 - 2) * Math.sqrt(3)
    },
  }
}

/** Fisher and Yates; a new array. */
export function shuffled<Item>(items: readonly Item[], by: Chance): Item[] {
  const mixed = [...items]
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = by.whole(at + 1)
    ;[mixed[at], mixed[other]] = [mixed[other]!, mixed[at]!]
  }
  return mixed
}
