import { describe, expect, it } from 'vitest'
import { fixedKey, ticketDesk } from './ticket-desk.ts'
import { TICKET_SECONDS } from './tickets.ts'

const NOW = Date.UTC(2026, 0, 1, 12)
const grant = { bot: 'bot_1', site: 'https://example.com', visitor: 'visitor_1', role: 'visitor' as const }
const [a, b, c] = ['a', 'b', 'c'].map(letter => letter.repeat(32)) as [string, string, string]
const signedOut = expect.objectContaining({ code: 'signed-out' })

/** A process that has read the first keys, and would read the second. */
function processWith(known: [string, ...string[]], stored = known) {
  let keys = known
  let readings = 0
  const desk = ticketDesk({
    read: () => keys,
    readAgain: async () => {
      readings++
      keys = stored
      return keys
    },
  })
  return { ...desk, readings: () => readings }
}

describe('while the key is changed', () => {
  it('what the old key signed stays good everywhere', async () => {
    const { ticket } = await processWith([a]).issue(grant, NOW)
    const changed = processWith([b, a])
    expect(await changed.verify(ticket, NOW)).toMatchObject(grant)
    expect(await changed.verifyForRenewal(ticket, NOW)).toMatchObject(grant)
    expect(changed.readings()).toBe(0)
  })

  it('a process that knows the old key only takes what the new one signed', async () => {
    const { ticket } = await processWith([b, a]).issue(grant, NOW)
    const behind = processWith([a], [b, a])
    expect(await behind.verify(ticket, NOW)).toMatchObject(grant)
    expect(await processWith([a], [b, a]).verifyForRenewal(ticket, NOW)).toMatchObject(grant)
    expect(behind.readings()).toBe(1)
  })

  it('new tickets are signed with the new key', async () => {
    const { ticket } = await processWith([b, a]).issue(grant, NOW)
    expect(await processWith([b]).verify(ticket, NOW)).toMatchObject(grant)
    await expect(processWith([a]).verify(ticket, NOW)).rejects.toEqual(signedOut)
  })

  it('a key changed twice is over, and so are its tickets', async () => {
    const { ticket } = await processWith([a]).issue(grant, NOW)
    await expect(processWith([b, a], [c, b]).verify(ticket, NOW)).resolves.toMatchObject(grant)
    await expect(processWith([c, b]).verify(ticket, NOW)).rejects.toEqual(signedOut)
  })

  it('a ticket that is missing or over makes nobody read the key again', async () => {
    const desk = processWith([a])
    const { ticket } = await desk.issue(grant, NOW)
    const later = NOW + TICKET_SECONDS * 1_000
    await expect(desk.verify(ticket, later)).rejects.toEqual(signedOut)
    await expect(desk.verify(null, NOW)).rejects.toEqual(signedOut)
    expect(desk.readings()).toBe(0)
  })
})

it('one key for good signs and verifies', async () => {
  const desk = ticketDesk(fixedKey(a))
  const { ticket } = await desk.issue(grant, NOW)
  expect(await desk.verify(ticket, NOW)).toMatchObject(grant)
  await expect(ticketDesk(fixedKey(b)).verify(ticket, NOW)).rejects.toEqual(signedOut)
})
