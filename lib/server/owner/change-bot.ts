import { changeBotRequestSchema } from '#lib/core/bots/bot.ts'
import { changeBot } from '#lib/core/bots/change-bot.ts'
import { readBody } from '../read-json.ts'
import { json, ownerRoute } from '../route.ts'

export const changeOwnBot = ownerRoute(async ({ ownerId }, request, { botId = '' }, deps) => {
  const body = await readBody(request, changeBotRequestSchema)
  return json({ bot: await changeBot(deps, ownerId, botId, body) })
})
