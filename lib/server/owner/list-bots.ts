import { routes } from '#lib/core/contract/routes.ts'
import { ownerRoute, reply } from '../route.ts'
import { countDocuments } from './count-documents.ts'

export const listBots = ownerRoute(async (caller, _request, _params, deps) => {
  const bots = await Promise.all(
    (await deps.bots.listByOwner(caller.accountId)).map(async bot => ({
      bot,
      documents: await countDocuments(deps, bot.id),
    })),
  )
  return reply(routes.listBots, { bots })
})
