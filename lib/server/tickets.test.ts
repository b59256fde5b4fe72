import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MOST_AGE_SECONDS, TICKET_SECONDS, Tickets } from './tickets.ts'

const NOW = Date.UTC(2026, 0, 1, 12)
const grant = { bot: 'bot_1', site: 'https://example.com', visitor: 'visitor_1', role: 'visitor' as const }
const tickets = new Tickets('a-key-a-key-a-key-a-key-a-key-a-key')
const { ticket, expiresAt } = tickets.issue(grant, NOW)
const signedOut = expect.objectContaining({ code: 'signed-out' })
const DAY = 24 * 60 * 60 * 1_000
const end = NOW + TICKET_SECONDS * 1_000

describe('a ticket', () => {
  it('holds what it was issued for, until it ends ten minutes later', () => {
    expect(expiresAt).toBe('2026-01-01T12:10:00.000Z')
    expect(tickets.verify(ticket, NOW)).toEqual({ ...grant, began: NOW / 1_000, exp: end / 1_000 })
    expect(tickets.verify(ticket, end - 1)).toMatchObject(grant)
    expect(() => tickets.verify(ticket, end)).toThrow(signedOut)
  })

  it('may be renewed for a day after its end, but not asked with', () => {
    expect(tickets.verifyForRenewal(ticket, end + DAY - 1)).toMatchObject(grant)
    expect(() => tickets.verify(ticket, end + DAY - 1)).toThrow(signedOut)
    expect(() => tickets.verifyForRenewal(ticket, end + DAY)).toThrow(signedOut)
  })

  it('of an owner is not renewed', () => {
    const own = tickets.issue({ ...grant, role: 'owner' }, NOW)
    expect(tickets.verify(own.ticket, NOW)).toMatchObject({ role: 'owner' })
    expect(() => tickets.verifyForRenewal(own.ticket, NOW)).toThrow(signedOut)
  })

  it('ends for good a week after the first, however often it was renewed', () => {
    let held = ticket
    let now = NOW
    const last = NOW + MOST_AGE_SECONDS * 1_000
    for (; now + DAY / 2 < last; now += DAY / 2) {
      const { exp: _, ...renewed } = tickets.verifyForRenewal(held, now)
      held = tickets.issue(renewed, now).ticket
    }
    expect(tickets.verifyForRenewal(held, last - 1)).toMatchObject(grant)
    expect(() => tickets.verifyForRenewal(held, last)).toThrow(signedOut)
  })

  it('of an earlier build is as old as its ten minutes', () => {
    const old = tickets.issue({ ...grant, began: undefined }, NOW)
    expect(tickets.verifyForRenewal(old.ticket, NOW)).toMatchObject({ began: NOW / 1_000 })
  })

  it('of another key is none', () => {
    const other = new Tickets('b-key-b-key-b-key-b-key-b-key-b-key')
    expect(() => other.verify(ticket, NOW)).toThrow(signedOut)
    expect(() => other.verifyForRenewal(ticket, NOW)).toThrow(signedOut)
  })

  it.each([null, '', '.', '..', 'a.b', 'a.b.c', `${ticket}.`, `.${ticket}`, ticket.split('.')[0]!])(
    'is not %j',
    forged => {
      expect(() => tickets.verify(forged, NOW)).toThrow(signedOut)
    },
  )

  it('is no longer one when any character of it is another', () => {
    const change = fc.tuple(fc.nat(ticket.length - 1), fc.constantFrom('A', 'z', '_', '.', '=', 'é'))
    fc.assert(
      fc.property(change, ([at, character]) => {
        fc.pre(ticket[at] !== character)
        const changed = ticket.slice(0, at) + character + ticket.slice(at + 1)
        expect(() => tickets.verify(changed, NOW)).toThrow(signedOut)
      }),
    )
  })
})
