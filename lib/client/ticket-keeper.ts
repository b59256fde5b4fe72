import type { TicketResponse } from '../core/contract/chat.ts'

/** Renewed this long before it runs out, so that a slow question still arrives in time. */
const SPARE_MS = 60_000

export interface TicketKeeper {
  /** One that holds for a while yet; with `renew` a fresh one, whatever is left of the last. */
  get(renew?: boolean): Promise<string>
  /** The one held now, good or not. */
  current(): string | null
  /** Goes on as the holder of another ticket, that of an earlier page, if it can still be renewed. */
  adopt(kept: string): Promise<string>
}

interface TicketKeeperOptions {
  /** The one to begin with, if there is one already. */
  first: TicketResponse | null
  /** Gets the next, for the one held now. */
  renew: (held: string | null) => Promise<TicketResponse>
  now: () => number
  /** Told of every new one, once it is held. */
  renewed: () => void
}

/** Hands out one ticket as long as it holds, then the next. Several callers at once share one renewal. */
export function keepTicket({ first, renew, now, renewed }: TicketKeeperOptions): TicketKeeper {
  let held = first
  let renewing: Promise<string> | null = null

  async function next(ticket: string | null): Promise<string> {
    held = await renew(ticket)
    renewed()
    return held.ticket
  }
  function shared(ticket: string | null): Promise<string> {
    renewing ??= next(ticket).finally(() => {
      renewing = null
    })
    return renewing
  }
  const holds = ({ expiresAt }: TicketResponse) => new Date(expiresAt).getTime() - now() > SPARE_MS

  return {
    get: async fresh =>
      held && !fresh && !renewing && holds(held) ? held.ticket : shared(held?.ticket ?? null),
    current: () => held?.ticket ?? null,
    adopt: shared,
  }
}
