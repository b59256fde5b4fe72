/** `slow`: no answer within the time limit. */
export type CheckState = 'ok' | 'failed' | 'slow'

export interface Health {
  ok: boolean
  /** By what was looked at. */
  checks: Record<string, CheckState>
}

/**
 * Looks at each part side by side, each for a while; whoever asks within `keepMs` after that hears the same. What
 * failed, or did not answer in time, is told to `onError` once a look: an address that anybody may ask says no more than which part it was.
 */
export function healthReader(
  parts: Record<string, () => Promise<unknown>>,
  options: {
    limitMs: number
    keepMs: number
    clock: () => number
    onError: (what: string, error: unknown) => void
  },
): () => Promise<Health> {
  const { limitMs, keepMs, clock, onError } = options
  let kept: { until: number; health: Promise<Health> } | null = null

  async function check(what: string, look: () => Promise<unknown>): Promise<CheckState> {
    let timer: NodeJS.Timeout | undefined
    const slow = new Promise<'slow'>(resolve => {
      timer = setTimeout(() => resolve('slow'), limitMs)
    })
    try {
      if ((await Promise.race([look(), slow])) !== 'slow') return 'ok'
      onError(what, new Error(`No answer within ${limitMs} ms.`))
      return 'slow'
    } catch (error) {
      onError(what, error)
      return 'failed'
    } finally {
      clearTimeout(timer)
    }
  }

  async function look(): Promise<Health> {
    const found = await Promise.all(
      Object.entries(parts).map(async ([what, part]) => [what, await check(what, part)] as const),
    )
    return { ok: found.every(([, state]) => state === 'ok'), checks: Object.fromEntries(found) }
  }

  return () => {
    if (!kept || kept.until <= clock()) kept = { until: clock() + limitMs + keepMs, health: look() }
    return kept.health
  }
}
