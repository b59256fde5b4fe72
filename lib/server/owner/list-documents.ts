import { loadOwnBot } from '#lib/core/bots/load-own-bot.ts'
import { routes } from '#lib/core/contract/routes.ts'
import { ownerRoute, reply } from '../route.ts'

export const listDocuments = ownerRoute(async (caller, _request, { botId = '' }, deps) => {
  await loadOwnBot(deps.bots, caller, botId, 'read')
  const documents = (await deps.documents.list(botId)).filter(({ status }) => status !== 'deleting')
  return reply(routes.listDocuments, { documents })
})
