import { describe, expect, it } from 'vitest'
import { holdTicket } from './ticket.ts'

const at = (minutes: number) => new Date(minutes * 60_000).toISOString()

function holding(replies: (() => Response)[]) {
  const sent: unknown[] = []
  const renewed: string[] = []
  let minutes = 0
  const ticket = holdTicket({ ticket: 'first', expiresAt: at(10) }, '/ticket', {
    fetch: async (_url, init) => {
      sent.push(JSON.parse(String(init?.body)))
      return replies.shift()!()
    },
    now: () => minutes * 60_000,
    renewed: fresh => renewed.push(fresh),
  })
  return { ticket, sent, renewed, wait: (more: number) => (minutes += more) }
}
const fresh = (ticket: string, until: number) => () => Response.json({ ticket, expiresAt: at(until) })

describe('a ticket', () => {
  it('is used until a minute before its end, then renewed with itself', async () => {
    const { ticket, sent, renewed, wait } = holding([fresh('second', 20)])
    wait(8.9)
    expect(await ticket.get()).toBe('first')
    wait(0.2)
    expect(await ticket.get()).toBe('second')
    expect(await ticket.get()).toBe('second')
    expect([sent, renewed]).toEqual([[{ ticket: 'first' }], ['second']])
  })

  it('is renewed once for all who ask at the same time', async () => {
    const { ticket, sent } = holding([fresh('second', 20)])
    expect(await Promise.all([ticket.get(true), ticket.get(true), ticket.get()])).toEqual([
      'second',
      'second',
      'second',
    ])
    expect(sent.length).toBe(1)
  })

  it('that cannot be renewed says why, and may be tried again', async () => {
    const error = { code: 'not-found', message: 'The guide is gone.', nextStep: 'Ask the site.' }
    const { ticket } = holding([() => Response.json({ error }, { status: 404 }), fresh('second', 20)])
    await expect(ticket.get(true)).rejects.toMatchObject(error)
    expect(await ticket.get(true)).toBe('second')
  })

  it('of an earlier page is renewed before it is used', async () => {
    const { ticket, sent } = holding([fresh('mine again', 20)])
    ticket.adopt('kept')
    expect(await ticket.get()).toBe('mine again')
    expect(sent).toEqual([{ ticket: 'kept' }])
  })
})
