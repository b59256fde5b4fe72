import { loadOwnBot } from '#lib/core/bots/load-own-bot.ts'
import { routes } from '#lib/core/contract/routes.ts'
import { ownerRoute, reply } from '../route.ts'
import { countDocuments } from './count-documents.ts'
import { scriptLine } from './script-line.ts'

export const getBot = ownerRoute(async (caller, _request, { botId = '' }, deps) => {
  const bot = await loadOwnBot(deps.bots, caller, botId, 'read')
  const documents = await countDocuments(deps, botId)
  return reply(routes.openBot, { bot, documents, script: scriptLine(deps.settings.embedUrl, bot.id) })
})
