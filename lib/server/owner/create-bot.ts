import { createBotRequestSchema } from '#lib/core/bots/bot.ts'
import { createBot } from '#lib/core/bots/create-bot.ts'
import { readJson } from '../read-json.ts'
import { json, ownerRoute } from '../route.ts'

export const createOwnBot = ownerRoute(async ({ ownerId }, request, _params, world) => {
  const body = createBotRequestSchema.parse(await readJson(request))
  return json({ bot: await createBot(world, ownerId, body) }, 201)
})
