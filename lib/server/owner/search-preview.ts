import { loadOwnBot } from '#lib/core/bots/load-own-bot.ts'
import { Meter } from '#lib/core/chat/meter.ts'
import { previewSearch } from '#lib/core/chat/search-preview.ts'
import { searchPreviewRequestSchema } from '#lib/core/chat/search-preview-result.ts'
import { clientAddress } from '../client-address.ts'
import { readBody } from '../read-json.ts'
import { json, ownerRoute } from '../route.ts'

/**
 * What the guide would read before it answers. A search spends like the first half of an answer: it is
 * counted, limited and paid like a question.
 */
export const previewOwnSearch = ownerRoute(async ({ ownerId }, request, { botId = '' }, deps) => {
  const bot = await loadOwnBot(deps.bots, ownerId, botId)
  const { question } = await readBody(request, searchPreviewRequestSchema)
  const address = clientAddress(request, deps.settings.trustedProxies)
  await deps.questions.count({ botId, visitorId: ownerId, address })
  const reservation = await deps.budget.reserve({ botId, ownerId: async () => ownerId })
  const began = deps.clock()
  const meter = new Meter(began, deps.clock)
  try {
    return json(await previewSearch({ ...deps, meter }, bot, question, request.signal))
  } finally {
    const cost = deps.costOf(meter.usage)
    const day = new Date(began).toISOString().slice(0, 10)
    // A failure here is ours to know: what was found is found.
    await Promise.all([
      reservation.settle(cost),
      deps.usage.add(botId, day, { searchTests: 1, microUsd: cost }),
    ]).catch(deps.onError)
  }
})
