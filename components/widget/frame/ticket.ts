import { problemOfResponse, reached } from '../../../lib/client/api-problem.ts'
import type { TicketResponse } from '../../../lib/core/contract/chat.ts'

export interface Ticket {
  /** One that is good for a while yet; with `true` a fresh one, whatever is left of the last. */
  get(renew?: boolean): Promise<string>
  /** The one held now, good or not. */
  current(): string
  /** Goes on with another visitor's ticket: that of the conversation kept in this tab. */
  adopt(ticket: string): void
}

/** Renewed this long before it ends, so that it does not end on the way. */
const MARGIN_MS = 60_000

export function holdTicket(
  first: TicketResponse,
  ticketUrl: string,
  outside: { fetch: typeof fetch; now: () => number; renewed: (ticket: string) => void },
): Ticket {
  let { ticket, expiresAt } = first
  let renewing: Promise<string> | null = null
  const renew = async () => {
    const asking = outside.fetch(ticketUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ticket }),
    })
    const response = await reached(asking)
    if (!response.ok) throw problemOfResponse(response.status, await reached(response.text()))
    ;({ ticket, expiresAt } = (await reached(response.json())) as TicketResponse)
    outside.renewed(ticket)
    return ticket
  }
  return {
    async get(force = false) {
      if (!force && !renewing && new Date(expiresAt).getTime() - outside.now() > MARGIN_MS) return ticket
      renewing ??= renew().finally(() => {
        renewing = null
      })
      return renewing
    },
    current: () => ticket,
    adopt(other) {
      ticket = other
      expiresAt = new Date(0).toISOString()
    },
  }
}
