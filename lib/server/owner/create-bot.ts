import { createBotRequestSchema } from '#lib/core/bots/bot.ts'
import { createBot } from '#lib/core/bots/create-bot.ts'
import { readBody } from '../read-json.ts'
import { json, ownerRoute } from '../route.ts'

export const createOwnBot = ownerRoute(async ({ ownerId }, request, _params, deps) => {
  const body = await readBody(request, createBotRequestSchema)
  return json({ bot: await createBot(deps, ownerId, body) }, 201)
})
