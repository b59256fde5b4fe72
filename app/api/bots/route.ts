import { createOwnBot } from '#lib/server/owner/create-bot.ts'
import { listBots } from '#lib/server/owner/list-bots.ts'

export { createOwnBot as POST, listBots as GET }
