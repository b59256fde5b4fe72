/** Nobody likes to look at a still screen for longer. */
const TICK_MS = 5_000

/** Says what is being done, and every few seconds that it still is. */
export async function ticking<T>(
  what: string,
  say: (line: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  const began = performance.now()
  const seconds = () => Math.round((performance.now() - began) / 1000)
  say(`${what} …`)
  const timer = setInterval(() => say(`  … ${seconds()} s`), TICK_MS)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}
