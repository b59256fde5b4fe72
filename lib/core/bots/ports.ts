import type { Bot } from './bot.ts'

export interface BotStore {
  /** Null where there is none or its deletion has begun. */
  get(botId: string): Promise<Bot | null>
  /** Newest first. */
  listByOwner(ownerId: string): Promise<Bot[]>
  /** Of everybody, in any order: reads the whole table, so it is for an installation on one machine. */
  listIds(): Promise<string[]>
  /** Throws a `conflict` where the id exists, `signed-out` where its owner's account is closed. */
  create(bot: Bot): Promise<void>
  /** Writes the settings if the stored version is `bot.version - 1`, else throws a `conflict`. */
  replace(bot: Bot): Promise<void>
  /** From here on nobody finds the bot but `listDeleting`. False where it is gone already. */
  markDeleting(botId: string, now: string): Promise<boolean>
  /** Ids of bots whose deletion was begun before `before` and has not ended. */
  listDeleting(before: string, limit: number): Promise<string[]>
  delete(botId: string): Promise<void>
}
