import { loadOwnBot } from '#lib/core/bots/load-own-bot.ts'
import { json, ownerRoute } from '../route.ts'

export const listDocuments = ownerRoute(async ({ ownerId }, _request, { botId = '' }, deps) => {
  await loadOwnBot(deps.bots, ownerId, botId)
  const documents = (await deps.documents.list(botId)).filter(({ status }) => status !== 'deleting')
  return json({ documents })
})
