import { routes } from '#lib/core/contract/routes.ts'
import { publicRoute } from '../route.ts'

/**
 * How a published bot looks, for the button that stands on other sites. Whether there is another bot under
 * an id, nobody learns here. Every site may load it: the browser asks without any credential.
 */
export const botLook = publicRoute(async (request, { botId = '' }, { addresses, bots }) => {
  await addresses.count('looks', request)
  const bot = await bots.get(botId)
  const look = routes.botLook.response.parse({ accent: bot?.published ? bot.accent : null })
  return new Response(`export default ${JSON.stringify(look)}`, {
    status: routes.botLook.status,
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': `public, max-age=${FRESH_SECONDS}, stale-while-revalidate=${STALE_SECONDS}`,
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    },
  })
})

/** So soon does every page show another colour; a visitor who reads on asks no more often. */
const FRESH_SECONDS = 300
/** For so long an old one is shown once more while the new one is fetched. */
const STALE_SECONDS = 600
