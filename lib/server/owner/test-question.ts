import { loadOwnBot } from '#lib/core/bots/load-own-bot.ts'
import { routes } from '#lib/core/contract/routes.ts'
import { askTestQuestion } from '#lib/core/trial/ask-test-question.ts'
import { clientAddress } from '../client-address.ts'
import { ownerRoute, reply } from '../route.ts'

export const askOwnTestQuestion = ownerRoute(async (caller, request, { botId = '' }, deps) => {
  // Its owner's only, before anything is counted for it.
  const bot = await loadOwnBot(deps.bots, caller, botId, 'chat')
  const visit = {
    botId,
    visitorId: caller.accountId,
    site: deps.settings.publicUrl,
    address: clientAddress(request, deps.settings.trustedProxies),
    openBot: async () => bot,
  }
  return reply(routes.askTestQuestion, await askTestQuestion(deps, visit, request.signal))
})
