import { loadOwnBot } from '#lib/core/bots/load-own-bot.ts'
import { Meter } from '#lib/core/chat/meter.ts'
import { testSearch } from '#lib/core/retrieval/search-test.ts'
import { searchTestRequestSchema } from '#lib/core/retrieval/search-test-result.ts'
import { clientAddress } from '../client-address.ts'
import { readBody } from '../read-json.ts'
import { json, ownerRoute } from '../route.ts'

/**
 * What the guide would read before it answers. A search spends like the first half of an answer: it is
 * counted, limited and paid like a question.
 */
export const testOwnSearch = ownerRoute(async ({ ownerId }, request, { botId = '' }, world) => {
  const bot = await loadOwnBot(world.bots, ownerId, botId)
  const { question } = await readBody(request, searchTestRequestSchema)
  const address = clientAddress(request, world.settings.trustedProxies)
  await world.questions.count({ botId, visitorId: ownerId, address })
  const reservation = await world.budget.reserve({ botId, ownerId: async () => ownerId })
  const began = world.clock()
  const meter = new Meter(began, world.clock)
  try {
    return json(await testSearch({ ...world, meter }, bot, question, request.signal))
  } finally {
    const cost = world.costOf(meter.usage)
    const day = new Date(began).toISOString().slice(0, 10)
    // A failure here is ours to know: what was found is found.
    await Promise.all([
      reservation.settle(cost),
      world.usage.add(botId, day, { searchTests: 1, microUsd: cost }),
    ]).catch(world.onError)
  }
})
