import type { Bot } from '#lib/core/bots/bot.ts'
import { botNotFound } from '#lib/core/bots/load-own-bot.ts'
import { siteAllowed } from '#lib/core/bots/site.ts'
import { DocentError } from '#lib/core/errors.ts'
import { bearer } from '../session.ts'
import type { Ticket } from '../tickets.ts'
import type { World } from '../world.ts'

export interface Admission extends Ticket {
  /** The ticket's bot, if its holder may still ask it. */
  openBot(): Promise<Bot>
}

/** Checks the ticket, without any call once the key is known; throws `signed-out`. */
export async function admit(
  request: Request,
  world: Pick<World, 'settings' | 'bots' | 'clock' | 'tickets'>,
): Promise<Admission> {
  const { publicUrl, embedUrl } = world.settings
  const ticket = await world.tickets.verify(bearer(request), world.clock())
  // The chat always runs in our own frame; a page that calls from elsewhere has taken the ticket out of it.
  const origin = request.headers.get('origin')
  if (origin && origin !== publicUrl && origin !== embedUrl) throw siteClosed()
  return { ...ticket, openBot: () => openBot(world, ticket) }
}

/** A bot as its ticket's holder may see it now: things change while a ticket lives. */
export async function openBot(
  world: Pick<World, 'settings' | 'bots'>,
  ticket: Omit<Ticket, 'exp'>,
): Promise<Bot> {
  const bot = await world.bots.get(ticket.bot)
  if (!bot) throw botNotFound()
  if (ticket.role === 'owner') {
    if (bot.ownerId !== ticket.visitor) throw botNotFound()
    return bot
  }
  if (!bot.published) throw botNotFound()
  if (!maySpeakFrom(ticket.site, bot, world.settings.publicUrl)) throw siteClosed()
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
