import type { BotListing } from '#lib/core/bots/bot.ts'
import { json, ownerRoute } from '../route.ts'
import { countDocuments } from './count-documents.ts'

export const listBots = ownerRoute(async ({ ownerId }, _request, _params, deps) => {
  const bots: BotListing[] = await Promise.all(
    (await deps.bots.listByOwner(ownerId)).map(async bot => ({
      bot,
      documents: await countDocuments(deps, bot.id),
    })),
  )
  return json({ bots })
})
