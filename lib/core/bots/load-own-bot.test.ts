import { expect, it } from 'vitest'
import { memoryStores } from '../testing/memory-stores.ts'
import { sampleBot } from '../testing/sample-items.ts'
import type { Caller } from './caller.ts'
import { loadOwnBot } from './load-own-bot.ts'

const caller: Caller = { accountId: 'owner-1', role: 'owner', via: 'browser' }

async function storeWithOneBot() {
  const { bots } = memoryStores()
  await bots.create(sampleBot('bot_1', { ownerId: 'owner-1' }))
  return bots
}

it('opens to its owner for everything', async () => {
  const bots = await storeWithOneBot()
  for (const permission of ['read', 'write', 'chat', 'search'] as const) {
    expect(await loadOwnBot(bots, caller, 'bot_1', permission)).toMatchObject({ id: 'bot_1' })
  }
})

it.each<[string, Caller, string]>([
  ['another account', { ...caller, accountId: 'owner-2' }, 'bot_1'],
  ['an account without a name', { ...caller, accountId: '' }, 'bot_1'],
  ['a role that nobody knows', { ...caller, role: 'guest' as never }, 'bot_1'],
  ['a bot that is not there', caller, 'bot_2'],
])('tells %s the same: it is no longer here, and nothing of whose it is', async (_, who, botId) => {
  const bots = await storeWithOneBot()
  await expect(loadOwnBot(bots, who, botId, 'read')).rejects.toMatchObject({
    code: 'not-found',
    message: 'This guide is no longer here.',
    nextStep: expect.not.stringMatching(/your/i),
  })
})
