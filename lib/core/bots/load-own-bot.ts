import { DocentError } from '../errors.ts'
import type { Bot } from './bot.ts'
import type { BotStore } from './ports.ts'

/** The caller's bot. Another owner's bot does not exist: nobody learns which ids are taken. */
export async function loadOwnBot(bots: Pick<BotStore, 'get'>, ownerId: string, botId: string): Promise<Bot> {
  const bot = await bots.get(botId)
  if (bot?.ownerId !== ownerId) throw botNotFound()
  return bot
}

export function botNotFound(): DocentError {
  return new DocentError(
    'not-found',
    'There is no such guide.',
    'It may have been deleted. Go back to your guides.',
  )
}
