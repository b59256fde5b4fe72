import { loadOwnBot } from '#lib/core/bots/load-own-bot.ts'
import { searchPreviewRequestSchema } from '#lib/core/chat/search-preview-result.ts'
import { serveSearchPreview } from '#lib/core/chat/serve-search-preview.ts'
import { clientAddress } from '../client-address.ts'
import { readBody } from '../read-json.ts'
import { json, ownerRoute } from '../route.ts'

export const previewOwnSearch = ownerRoute(async ({ ownerId }, request, { botId = '' }, deps) => {
  // Its owner's only, before anything is counted for it.
  const bot = await loadOwnBot(deps.bots, ownerId, botId)
  const { question } = await readBody(request, searchPreviewRequestSchema)
  const visit = {
    botId,
    visitorId: ownerId,
    site: deps.settings.publicUrl,
    address: clientAddress(request, deps.settings.trustedProxies),
    openBot: async () => bot,
  }
  return json(await serveSearchPreview(deps, visit, question, request.signal))
})
