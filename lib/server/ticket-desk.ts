import { type Ticket, Tickets } from './tickets.ts'

/** Where the keys come from. The first signs, all verify. */
export interface TicketKeys {
  read(): Keys | Promise<Keys>
  /** Read anew, because a ticket came that none of them signed; as often as the source finds sensible. */
  readAgain(): Keys | Promise<Keys>
}
type Keys = readonly [string, ...string[]]

/** Issues and verifies tickets, by the keys as they are now. */
export type TicketDesk = ReturnType<typeof ticketDesk>

export function ticketDesk(keys: TicketKeys) {
  /** Another process may have signed with a key that is newer than ours. */
  async function ticketsFor(ticket: string | null): Promise<Tickets> {
    const tickets = new Tickets(...(await keys.read()))
    return !ticket || tickets.signed(ticket) ? tickets : new Tickets(...(await keys.readAgain()))
  }

  return {
    async issue(ticket: Omit<Ticket, 'exp'>, now: number) {
      return new Tickets(...(await keys.read())).issue(ticket, now)
    },
    async verify(ticket: string | null, now: number): Promise<Ticket> {
      return (await ticketsFor(ticket)).verify(ticket, now)
    },
    async verifyForRenewal(ticket: string | null, now: number): Promise<Ticket> {
      return (await ticketsFor(ticket)).verifyForRenewal(ticket, now)
    },
  }
}

/** One key for good. */
export function fixedKey(key: string): TicketKeys {
  return { read: () => [key], readAgain: () => [key] }
}
