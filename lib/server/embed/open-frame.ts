import type { Bot, PublicBot } from '#lib/core/bots/bot.ts'
import { MAX_QUESTION } from '#lib/core/chat/message.ts'
import { maySpeakFrom } from '../chat/verify-ticket.ts'
import { deps } from '../deps.ts'

/** What the chat in a frame has to know to begin. */
export interface OpenFrame {
  bot: PublicBot
  ticket: string
  expiresAt: string
  chatUrl: string
  stopUrl: string | null
  ticketUrl: string
  sourceNotice: string | null
  maxQuestion: number
  origin: string
}

/**
 * `frame` is null where the bot is closed to this page; `ancestors` says who may frame the reply. Anybody may
 * frame the notice that there is nothing here: else the browser's own error stands on the owner's page.
 */
export async function openFrame(
  request: Request,
  botId: string,
): Promise<{ frame: OpenFrame | null; ancestors: string }> {
  const { bots, clock, newId, settings, tickets } = deps()
  const bot = await bots.get(botId)
  const site = embeddingSite(request, settings.publicUrl)
  if (!bot?.published || !maySpeakFrom(site, bot, settings.publicUrl)) return { frame: null, ancestors: '*' }
  const grant = { bot: bot.id, site, visitor: newId('visitor'), role: 'visitor' as const }
  const frame: OpenFrame = {
    bot: publicBot(bot),
    ...(await tickets.issue(grant, clock())),
    chatUrl: settings.chatUrl,
    stopUrl: settings.stopUrl,
    // At the frame's own origin, whichever of ours that is.
    ticketUrl: `/api/embed/${bot.id}/ticket`,
    sourceNotice: settings.modelNotice,
    maxQuestion: MAX_QUESTION,
    origin: settings.publicUrl,
  }
  return { frame, ancestors: ["'self'", ...bot.allowedSites].join(' ') }
}

function publicBot({ id, name, greeting, suggestedQuestions, language, accent }: Bot): PublicBot {
  return { id, name, greeting, suggestedQuestions, language, accent }
}

/** The origin of the page around the frame; our own for a page of its own, empty where the browser hides it. */
function embeddingSite(request: Request, publicUrl: string): string {
  if (request.headers.get('sec-fetch-dest') === 'document') return publicUrl
  const referer = request.headers.get('referer')
  return (referer && URL.parse(referer)?.origin) || ''
}
