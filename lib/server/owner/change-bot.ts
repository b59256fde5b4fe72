import { changeBot } from '#lib/core/bots/change-bot.ts'
import { routes } from '#lib/core/contract/routes.ts'
import { readBody } from '../read-json.ts'
import { ownerRoute, reply } from '../route.ts'

export const changeOwnBot = ownerRoute(async (caller, request, { botId = '' }, deps) => {
  const body = await readBody(request, routes.changeBot.request)
  return reply(routes.changeBot, { bot: await changeBot(deps, caller, botId, body) })
})
