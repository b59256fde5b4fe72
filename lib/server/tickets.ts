import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { DocentError } from '#lib/core/errors.ts'

/** Long enough for a conversation's pauses; the frame renews it in time. */
export const TICKET_SECONDS = 10 * 60
/** A tab that slept over night may still renew. */
const RENEWABLE_SECONDS = 24 * 60 * 60
/** After this a visitor begins anew, however often their ticket was renewed. */
export const MOST_AGE_SECONDS = 7 * 24 * 60 * 60

const ticketSchema = z.object({
  bot: z.string(),
  /** The page the visitor is on, as an origin; empty where the browser does not tell. */
  site: z.string(),
  visitor: z.string(),
  role: z.enum(['owner', 'visitor']),
  /** When the first of its renewals was issued. Seconds since 1970; absent in tickets of an earlier build. */
  began: z.number().optional(),
  /** Seconds since 1970. */
  exp: z.number(),
})
export type Ticket = z.infer<typeof ticketSchema>

/**
 * Signed leave to ask one bot from one site for ten minutes: `payload.signature`, base64url, HMAC-SHA-256.
 * The first key signs; what any of the keys signed is good, so that a key can be changed meanwhile.
 */
export class Tickets {
  readonly #keys: readonly [string, ...string[]]

  constructor(...keys: readonly [string, ...string[]]) {
    this.#keys = keys
  }

  issue(ticket: Omit<Ticket, 'exp'>, now: number): { ticket: string; expiresAt: string } {
    const seconds = Math.floor(now / 1_000)
    const exp = seconds + TICKET_SECONDS
    const payload = Buffer.from(JSON.stringify({ began: seconds, ...ticket, exp })).toString('base64url')
    return {
      ticket: `${payload}.${sign(payload, this.#keys[0])}`,
      expiresAt: new Date(exp * 1_000).toISOString(),
    }
  }

  /** Throws `signed-out` where it is missing, forged or over. */
  verify(ticket: string | null, now: number): Ticket {
    return this.#open(ticket, now, 0)
  }

  /**
   * The same for a visitor's ticket that may have ended within the last day, to be exchanged for a new one, until it is
   * too old for good. An owner's ticket is not renewed: its page asks for another with the owner's own session.
   */
  verifyForRenewal(ticket: string | null, now: number): Ticket {
    const opened = this.#open(ticket, now, RENEWABLE_SECONDS)
    const began = opened.began ?? opened.exp - TICKET_SECONDS
    if (opened.role !== 'visitor' || began + MOST_AGE_SECONDS <= now / 1_000) throw noTicket()
    return { ...opened, began }
  }

  /** Whether one of the keys signed it, over or not. */
  signed(ticket: string | null): boolean {
    const [payload = '', signature = '', ...rest] = (ticket ?? '').split('.')
    if (!payload || rest.length) return false
    return this.#keys.some(key => sameText(signature, sign(payload, key)))
  }

  #open(ticket: string | null, now: number, graceSeconds: number): Ticket {
    if (!ticket || !this.signed(ticket)) throw noTicket()
    const payload = Buffer.from(ticket.split('.')[0]!, 'base64url').toString()
    const parsed = ticketSchema.parse(JSON.parse(payload))
    if (parsed.exp + graceSeconds <= now / 1_000) throw noTicket()
    return parsed
  }
}

function sign(payload: string, key: string): string {
  return createHmac('sha256', key).update(`ticket.v1.${payload}`).digest('base64url')
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function noTicket(): DocentError {
  return new DocentError(
    'signed-out',
    'This conversation has ended.',
    'Load the page again and ask once more.',
  )
}
