import type { Bot } from '#lib/core/bots/bot.ts'

/** The one line that puts a bot on a site. Ids and colours hold nothing that HTML would read. */
export function scriptLine(origin: string, bot: Pick<Bot, 'id' | 'accent'>): string {
  return `<script src="${origin}/docent.js" data-bot="${bot.id}" data-color="${bot.accent}" async></script>`
}
