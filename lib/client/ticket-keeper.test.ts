import { expect, it } from 'vitest'
import { keepTicket } from './ticket-keeper.ts'

function office(lifetimeMs: number) {
  let time = 0
  let count = 0
  const mint = async () => ({ ticket: `ticket ${++count}`, expiresAt: new Date(time + lifetimeMs) })
  return { ticket: keepTicket(mint, () => time), pass: (ms: number) => (time += ms) }
}

it('uses a ticket until shortly before it runs out', async () => {
  const { ticket, pass } = office(600_000)
  expect(await ticket()).toBe('ticket 1')
  pass(500_000)
  expect(await ticket()).toBe('ticket 1')
  pass(80_000)
  expect(await ticket()).toBe('ticket 2')
})

it('fetches another when the last was refused', async () => {
  const { ticket } = office(600_000)
  await ticket()
  expect(await ticket(true)).toBe('ticket 2')
})

it('fetches one ticket for two callers at once', async () => {
  const { ticket } = office(600_000)
  expect(await Promise.all([ticket(), ticket()])).toEqual(['ticket 1', 'ticket 1'])
})

it('asks again after a failure', async () => {
  let broken = true
  const ticket = keepTicket(
    async () => {
      if (broken) throw new Error('no ticket today')
      return { ticket: 'ticket', expiresAt: new Date(1e12) }
    },
    () => 0,
  )
  await expect(ticket()).rejects.toThrow('no ticket today')
  broken = false
  expect(await ticket()).toBe('ticket')
})
