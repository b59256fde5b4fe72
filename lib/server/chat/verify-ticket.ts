import type { Bot } from '#lib/core/bots/bot.ts'
import type { Caller } from '#lib/core/bots/caller.ts'
import { botNotFound, loadOwnBot } from '#lib/core/bots/load-own-bot.ts'
import { siteAllowed } from '#lib/core/bots/site.ts'
import { DocentError } from '#lib/core/errors.ts'
import type { Deps } from '../deps.ts'
import { bearer } from '../session.ts'
import type { Ticket } from '../tickets.ts'

export interface VerifiedTicket extends Ticket {
  /** The ticket's bot, if its holder may still ask it. */
  openBot(): Promise<Bot>
}

/** Checks the ticket, without any call once the key is known; throws `signed-out`. */
export async function verifyTicket(
  request: Request,
  deps: Pick<Deps, 'settings' | 'bots' | 'clock' | 'tickets'>,
): Promise<VerifiedTicket> {
  const { publicUrl, embedUrl } = deps.settings
  const ticket = await deps.tickets.verify(bearer(request), deps.clock())
  // The chat always runs in our own frame; a page that calls from elsewhere has taken the ticket out of it.
  const origin = request.headers.get('origin')
  if (origin && origin !== publicUrl && origin !== embedUrl) throw siteClosed()
  return { ...ticket, openBot: () => openBot(deps, ticket) }
}

/** A bot as its ticket's holder may see it now: things change while a ticket lives. */
export async function openBot(
  deps: Pick<Deps, 'settings' | 'bots'>,
  ticket: Omit<Ticket, 'exp'>,
): Promise<Bot> {
  if (ticket.role === 'owner') {
    const caller: Caller = { accountId: ticket.visitor, role: 'owner', via: 'ticket' }
    return loadOwnBot(deps.bots, caller, ticket.bot, 'chat')
  }
  const bot = await deps.bots.get(ticket.bot)
  if (!bot?.published) throw botNotFound()
  if (!maySpeakFrom(ticket.site, bot, deps.settings.publicUrl)) throw siteClosed()
  return bot
}

/** Our own pages, the allowed sites, and a page that hides its address: there the browser enforces the list. */
export function maySpeakFrom(site: string, bot: Pick<Bot, 'allowedSites'>, publicUrl: string): boolean {
  return site === '' || site === publicUrl || siteAllowed(site, bot.allowedSites)
}

function siteClosed(): DocentError {
  return new DocentError(
    'signed-out',
    'This guide does not answer on this site.',
    'Ask on the site of its owner.',
  )
}
