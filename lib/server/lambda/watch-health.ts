import type { Clock } from '#lib/core/clock.ts'
import { routes } from '#lib/core/contract/routes.ts'
import { logError } from '../log.ts'
import type { Metrics } from '../metrics.ts'

const EVERY_MS = 5 * 60_000
/** The schedule is not on the dot: asked at every fifth sweep, never at the sixth. */
const EARLY_MS = 30_000
/** A server that starts for it takes some seconds, and looks for two. */
const LIMIT_MS = 15_000

export interface HealthWatchDeps {
  settings: { healthUrl: string | null }
  metrics: Metrics
  clock: Clock
  limitMs?: number
}

/**
 * Asks every five minutes, of as many calls as there are, whether the pages would answer: a quiet installation whose
 * pages fail is asked no question that could. An address that fails or hangs is a figure and a line of the log, and
 * stops nobody; where none is known, nobody is asked.
 */
export function healthWatch(deps: HealthWatchDeps): () => Promise<void> {
  const { metrics, clock } = deps
  const { healthUrl } = deps.settings
  let next = 0
  return async () => {
    if (!healthUrl || clock() < next) return
    next = clock() + EVERY_MS - EARLY_MS
    try {
      await ask(new URL(routes.health.path, healthUrl), deps.limitMs ?? LIMIT_MS)
      metrics.put({ HealthFails: 0 })
    } catch (error) {
      metrics.put({ HealthFails: 1 })
      logError('health', error)
    }
  }
}

async function ask(url: URL, limitMs: number): Promise<void> {
  const { response, text } = await fetched(url, limitMs)
  const health = routes.health.response.safeParse(readJson(text)).data
  if (health?.ok && response.ok) return
  const bad = Object.entries(health?.checks ?? {}).flatMap(([part, state]) => (state === 'ok' ? [] : [part]))
  throw new Error(`${url.href} answered ${response.status}${bad.length ? `: ${bad.join(', ')}` : ''}.`)
}

/** What `fetch` throws does not say where. */
async function fetched(url: URL, limitMs: number): Promise<{ response: Response; text: string }> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(limitMs) })
    return { response, text: await response.text() }
  } catch (cause) {
    throw new Error(`${url.href} did not answer within ${limitMs / 1_000} s, or not at all.`, { cause })
  }
}

/** Null where it is none: the page of a web host that has no server to ask. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
