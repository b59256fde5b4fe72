import type { Bot } from '#lib/core/bots/bot.ts'
import type { BotStore } from '#lib/core/bots/ports.ts'
import type { Clock } from '#lib/core/clock.ts'
import { DocentError } from '#lib/core/errors.ts'

/** Its owner may be writing at the same moment; hardly this often. */
const TRIES = 10

/** From now on every question goes there. Answers the bot as it is then; null where it is gone. */
export async function switchIndex(
  deps: { bots: Pick<BotStore, 'get' | 'replace'>; clock: Clock },
  botId: string,
  index: Bot['index'],
): Promise<Bot | null> {
  for (let tries = 1; ; tries++) {
    const bot = await deps.bots.get(botId)
    if (!bot || bot.index === index) return bot
    const updatedAt = new Date(deps.clock()).toISOString()
    const switched = { ...bot, index, version: bot.version + 1, updatedAt }
    try {
      await deps.bots.replace(switched)
      return switched
    } catch (error) {
      if (!(error instanceof DocentError) || error.code !== 'conflict' || tries === TRIES) throw error
    }
  }
}
