import { describe, expect, it } from 'vitest'
import { keepTicket } from './ticket-keeper.ts'

const at = (minutes: number) => new Date(minutes * 60_000).toISOString()

/** An office that gives out tickets for ten minutes, named by their number; it is closed where `closed`. */
function office(first: string | null = null) {
  let minutes = 0
  let count = 0
  const shown: (string | null)[] = []
  const renewed: (string | null)[] = []
  const place = { closed: false }
  const ticket = keepTicket({
    first: first === null ? null : { ticket: first, expiresAt: at(10) },
    renew: async held => {
      shown.push(held)
      await Promise.resolve()
      if (place.closed) throw new Error('no ticket today')
      return { ticket: `ticket ${++count}`, expiresAt: at(minutes + 10) }
    },
    now: () => minutes * 60_000,
    renewed: () => renewed.push(ticket.current()),
  })
  return { ticket, shown, renewed, place, pass: (more: number) => (minutes += more) }
}

describe('a ticket', () => {
  it('is used until a minute before its end, then renewed with itself, which is told', async () => {
    const { ticket, shown, renewed, pass } = office('first')
    pass(8.9)
    expect(await ticket.get()).toBe('first')
    pass(0.2)
    expect(await ticket.get()).toBe('ticket 1')
    expect(await ticket.get()).toBe('ticket 1')
    expect([shown, renewed]).toEqual([['first'], ['ticket 1']])
  })

  it('is fetched when it is first needed, where there is none to begin with', async () => {
    const { ticket, shown } = office()
    expect(ticket.current()).toBeNull()
    expect(await ticket.get()).toBe('ticket 1')
    expect(shown).toEqual([null])
  })

  it('that was refused is renewed, whatever is left of it', async () => {
    const { ticket } = office('first')
    expect(await ticket.get(true)).toBe('ticket 1')
  })

  it('is renewed once for all who ask at the same time', async () => {
    const { ticket, shown } = office('first')
    expect(await Promise.all([ticket.get(true), ticket.get(true), ticket.get()])).toEqual([
      'ticket 1',
      'ticket 1',
      'ticket 1',
    ])
    expect(shown).toEqual(['first'])
  })

  it('that cannot be renewed says why, and may be tried again', async () => {
    const { ticket, place } = office('first')
    place.closed = true
    await expect(ticket.get(true)).rejects.toThrow('no ticket today')
    place.closed = false
    expect(await ticket.get(true)).toBe('ticket 1')
  })

  it('of an earlier page is renewed before it is used', async () => {
    const { ticket, shown } = office('first')
    expect(await ticket.adopt('kept')).toBe('ticket 1')
    expect(await ticket.get()).toBe('ticket 1')
    expect(shown).toEqual(['kept'])
  })

  it('of an earlier page that nobody renews any more leaves the one held', async () => {
    const { ticket, place } = office('first')
    place.closed = true
    await expect(ticket.adopt('kept')).rejects.toThrow('no ticket today')
    expect(await ticket.get()).toBe('first')
  })
})
