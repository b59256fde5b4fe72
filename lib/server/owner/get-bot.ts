import { loadOwnBot } from '#lib/core/bots/load-own-bot.ts'
import { json, ownerRoute } from '../route.ts'
import { countDocuments } from './count-documents.ts'
import { scriptLine } from './script-line.ts'

export const getBot = ownerRoute(async ({ ownerId }, _request, { botId = '' }, deps) => {
  const bot = await loadOwnBot(deps.bots, ownerId, botId)
  const documents = await countDocuments(deps, botId)
  return json({ bot, documents, script: scriptLine(deps.settings.embedUrl, bot) })
})
