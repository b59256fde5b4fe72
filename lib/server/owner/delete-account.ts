import { deleteBot } from '#lib/core/bots/delete-bot.ts'
import { nothing, ownerRoute } from '../route.ts'

/** Everything the owner has; the sign-in itself is deleted by its holder, at the user pool. */
export const deleteAccount = ownerRoute(async ({ ownerId }, _request, _params, world) => {
  for (const bot of await world.bots.listByOwner(ownerId)) await deleteBot(world, ownerId, bot.id)
  return nothing()
})
