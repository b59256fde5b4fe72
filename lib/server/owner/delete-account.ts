import { deleteBot } from '#lib/core/deletion/delete-bot.ts'
import { nothing, ownerRoute } from '../route.ts'

/** Everything the owner has; the sign-in itself is deleted by its holder, at the user pool. */
export const deleteAccount = ownerRoute(async (caller, _request, _params, deps) => {
  for (const bot of await deps.bots.listByOwner(caller.accountId)) await deleteBot(deps, caller, bot.id)
  return nothing()
})
