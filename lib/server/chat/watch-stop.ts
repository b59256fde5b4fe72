import type { StopFlags } from '#lib/core/chat/ports.ts'
import type { Ticket } from '../tickets.ts'

/** Nobody stops another's answer: the visitor is part of it. */
export function stopKey({ visitor }: Pick<Ticket, 'visitor'>, askId: string): string {
  return `${visitor}#${askId}`
}

/** Looks every so often whether the reader wants an end, and aborts `stop` then. Answers how to look no more. */
export function watchStop(
  deps: { stops: StopFlags; onError: (error: unknown) => void },
  key: string,
  everyMs: number,
  stop: AbortController,
): () => void {
  let looking = false
  const timer = setInterval(async () => {
    if (looking) return
    looking = true
    try {
      if (await deps.stops.isRaised(key)) stop.abort()
    } catch (error) {
      // The answer goes on: not being able to stop it is the smaller harm.
      deps.onError(error)
    } finally {
      looking = false
    }
  }, everyMs)
  const end = () => clearInterval(timer)
  stop.signal.addEventListener('abort', end, { once: true })
  return end
}
