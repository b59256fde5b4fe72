import { createBot } from '#lib/core/bots/create-bot.ts'
import { routes } from '#lib/core/contract/routes.ts'
import { readBody } from '../read-json.ts'
import { ownerRoute, reply } from '../route.ts'

export const createOwnBot = ownerRoute(async (caller, request, _params, deps) => {
  const body = await readBody(request, routes.createBot.request)
  return reply(routes.createBot, { bot: await createBot(deps, caller, body) })
})
