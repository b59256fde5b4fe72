import { DocentError } from '../errors.ts'
import type { Bot } from './bot.ts'
import { type Caller, mayDo, type Permission } from './caller.ts'
import type { BotStore } from './ports.ts'

/**
 * The one door to a bot that is not published: it is the caller's own, and their role may do this with it.
 * Whatever else is asked for does not exist: nobody learns which ids are taken.
 */
export async function loadOwnBot(
  bots: Pick<BotStore, 'get'>,
  caller: Caller,
  botId: string,
  permission: Permission,
): Promise<Bot> {
  const bot = await bots.get(botId)
  if (bot?.ownerId !== caller.accountId || !mayDo(caller, permission)) throw botNotFound()
  return bot
}

/** Visitors are told the same: it says nothing of who owns what. */
export function botNotFound(): DocentError {
  return new DocentError(
    'not-found',
    'This guide is no longer here.',
    'It may have been switched off or deleted. What you read here stays until you leave the page.',
  )
}
