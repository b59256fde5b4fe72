import { loadOwnBot } from '#lib/core/bots/load-own-bot.ts'
import { json, ownerRoute } from '../route.ts'

export const listDocuments = ownerRoute(async ({ ownerId }, _request, { botId = '' }, world) => {
  await loadOwnBot(world.bots, ownerId, botId)
  const documents = (await world.documents.list(botId)).filter(({ status }) => status !== 'deleting')
  return json({ documents })
})
