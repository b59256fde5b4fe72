import { loadOwnBot } from '#lib/core/bots/load-own-bot.ts'
import { serveSearchPreview } from '#lib/core/chat/serve-search-preview.ts'
import { routes } from '#lib/core/contract/routes.ts'
import { clientAddress } from '../client-address.ts'
import { readBody } from '../read-json.ts'
import { ownerRoute, reply } from '../route.ts'

export const previewOwnSearch = ownerRoute(async (caller, request, { botId = '' }, deps) => {
  // Its owner's only, before anything is counted for it.
  const bot = await loadOwnBot(deps.bots, caller, botId, 'search')
  const { question } = await readBody(request, routes.previewSearch.request)
  const visit = {
    botId,
    visitorId: caller.accountId,
    site: deps.settings.publicUrl,
    address: clientAddress(request, deps.settings.trustedProxies),
    openBot: async () => bot,
  }
  return reply(routes.previewSearch, await serveSearchPreview(deps, visit, question, request.signal))
})
