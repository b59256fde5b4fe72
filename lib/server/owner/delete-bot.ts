import { deleteBot } from '#lib/core/bots/delete-bot.ts'
import { nothing, ownerRoute } from '../route.ts'

export const deleteOwnBot = ownerRoute(async ({ ownerId }, _request, { botId = '' }, world) => {
  await deleteBot(world, ownerId, botId)
  return nothing()
})
