import { MAX_QUESTION } from '#lib/core/chat/message.ts'
import { pathOf } from '#lib/core/contract/api-route.ts'
import { type FrameConfig, publicBotSchema } from '#lib/core/contract/frame-config.ts'
import { routes } from '#lib/core/contract/routes.ts'
import { DocentError } from '#lib/core/errors.ts'
import { maySpeakFrom } from '../chat/verify-ticket.ts'
import { deps } from '../deps.ts'

export interface OpenedFrame {
  frame: FrameConfig | null
  ancestors: string
  refused?: DocentError
}

/**
 * `frame` is null where the bot is closed to this page; `ancestors` says who may frame the reply. Anybody may
 * frame the notice that there is nothing here: else the browser's own error stands on the owner's page. `refused`
 * says why to an address that opens one after the other: each is a visitor of its own.
 */
export async function openFrame(request: Request, botId: string): Promise<OpenedFrame> {
  const { addresses, bots, clock, newId, settings, tickets } = deps()
  try {
    await addresses.count('frames', request)
  } catch (error) {
    if (error instanceof DocentError && error.code === 'too-many-requests')
      return { ...CLOSED, refused: error }
    throw error
  }
  const bot = await bots.get(botId)
  const site = embeddingSite(request, settings.publicUrl)
  if (!bot?.published || !maySpeakFrom(site, bot, settings.publicUrl)) return CLOSED
  const grant = { bot: bot.id, site, visitor: newId('visitor'), role: 'visitor' as const }
  const frame: FrameConfig = {
    bot: publicBotSchema.parse(bot),
    ...(await tickets.issue(grant, clock())),
    chatUrl: settings.chatUrl,
    stopUrl: settings.stopUrl,
    // At the frame's own origin, whichever of ours that is.
    ticketUrl: pathOf(routes.renewTicket.path, { botId: bot.id }),
    maxQuestion: MAX_QUESTION,
    origin: settings.publicUrl,
  }
  return { frame, ancestors: ["'self'", ...bot.allowedSites].join(' ') }
}

const CLOSED = { frame: null, ancestors: '*' }

/** The origin of the page around the frame; our own for a page of its own, empty where the browser hides it. */
function embeddingSite(request: Request, publicUrl: string): string {
  if (request.headers.get('sec-fetch-dest') === 'document') return publicUrl
  const referer = request.headers.get('referer')
  return (referer && URL.parse(referer)?.origin) || ''
}
