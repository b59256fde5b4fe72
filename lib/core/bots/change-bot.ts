import type { Clock } from '../clock.ts'
import { DocentError } from '../errors.ts'
import { type Bot, type ChangeBotRequest, changeBotRequestSchema } from './bot.ts'
import type { Caller } from './caller.ts'
import { loadOwnBot } from './load-own-bot.ts'
import type { BotStore } from './ports.ts'

/** Changes what the request names and keeps the rest. */
export async function changeBot(
  deps: { bots: Pick<BotStore, 'get' | 'replace'>; clock: Clock },
  caller: Caller,
  botId: string,
  request: ChangeBotRequest,
): Promise<Bot> {
  const { version, ...changes } = changeBotRequestSchema.parse(request)
  const bot = await loadOwnBot(deps.bots, caller, botId, 'write')
  if (version !== undefined && version !== bot.version) throw changedMeanwhile()
  const changed: Bot = {
    ...bot,
    ...changes,
    allowedSites: [...new Set(changes.allowedSites ?? bot.allowedSites)],
    version: bot.version + 1,
    updatedAt: new Date(deps.clock()).toISOString(),
  }
  await deps.bots.replace(changed)
  return changed
}

export function changedMeanwhile(cause?: unknown): DocentError {
  return new DocentError(
    'conflict',
    'These settings were changed in another window. Your changes are still here, but not saved.',
    'Load the newest settings, then make your change again.',
    { cause },
  )
}
