import { changeOwnBot } from '#lib/server/owner/change-bot.ts'
import { deleteOwnBot } from '#lib/server/owner/delete-bot.ts'
import { getBot } from '#lib/server/owner/get-bot.ts'

export { changeOwnBot as PATCH, deleteOwnBot as DELETE, getBot as GET }
