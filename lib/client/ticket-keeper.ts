/** Renewed this long before it runs out, so that a slow question still arrives in time. */
const SPARE_MS = 30_000

interface Ticket {
  ticket: string
  expiresAt: Date
}

/**
 * Hands out one ticket as long as it holds, and fetches the next when it does not, or when the server
 * refused it (`renew`). Several callers at once share one fetch.
 */
export function keepTicket(
  mint: () => Promise<Ticket>,
  now: () => number,
): (renew?: boolean) => Promise<string> {
  let held: Ticket | null = null
  let fetching: Promise<Ticket> | null = null

  return async renew => {
    if (held && !renew && held.expiresAt.getTime() - now() > SPARE_MS) return held.ticket
    fetching ??= mint().finally(() => {
      fetching = null
    })
    held = await fetching
    return held.ticket
  }
}
