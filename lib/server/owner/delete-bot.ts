import { deleteBot } from '#lib/core/deletion/delete-bot.ts'
import { nothing, ownerRoute } from '../route.ts'

export const deleteOwnBot = ownerRoute(async (caller, _request, { botId = '' }, deps) => {
  await deleteBot(deps, caller, botId)
  return nothing()
})
