import { loadOwnBot } from '#lib/core/bots/load-own-bot.ts'
import { json, ownerRoute } from '../route.ts'
import { countDocuments } from './count-documents.ts'
import { scriptLine } from './script-line.ts'

export const getBot = ownerRoute(async ({ ownerId }, _request, { botId = '' }, world) => {
  const bot = await loadOwnBot(world.bots, ownerId, botId)
  const documents = await countDocuments(world, botId)
  return json({ bot, documents, script: scriptLine(world.settings.embedUrl, bot) })
})
