import type { BotListing } from '#lib/core/bots/bot.ts'
import { json, ownerRoute } from '../route.ts'
import { countDocuments } from './count-documents.ts'

export const listBots = ownerRoute(async ({ ownerId }, _request, _params, world) => {
  const bots: BotListing[] = await Promise.all(
    (await world.bots.listByOwner(ownerId)).map(async bot => ({
      bot,
      documents: await countDocuments(world, bot.id),
    })),
  )
  return json({ bots })
})
