import { deleteBot } from '#lib/core/deletion/delete-bot.ts'
import { nothing, ownerRoute } from '../route.ts'

export const deleteOwnBot = ownerRoute(async ({ ownerId }, _request, { botId = '' }, deps) => {
  await deleteBot(deps, ownerId, botId)
  return nothing()
})
