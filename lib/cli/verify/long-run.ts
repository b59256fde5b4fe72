/**
 * Long exams, such as many kills or every instant of one, sit whole in `npm run test:long`; `npm test` takes a
 * part of each. Whoever takes one says in the name of the test or in its message what it was, so that
 * `DOCENT_TEST_LONG=1 npx vitest run FILE -t NAME` finds it again.
 */
export const LONG_RUN = 'DOCENT_TEST_LONG'

/** How many: `some` of them in `npm test`. */
export function runs(some: number, all: number): number {
  return isLong() ? all : some
}

/** All of them, or others each time, in their order. `random` is below 1 and not below 0. */
export function sampleOf<T>(all: readonly T[], count: number, random: () => number = Math.random): T[] {
  if (isLong()) return [...all]
  let wanted = Math.min(count, all.length)
  // Knuth's selection sampling (The Art of Computer Programming, 3.4.2, S): each as likely as any other.
  return all.filter((_, at) => {
    const take = random() * (all.length - at) < wanted
    if (take) wanted--
    return take
  })
}

export function isLong(): boolean {
  return process.env[LONG_RUN] === '1'
}
