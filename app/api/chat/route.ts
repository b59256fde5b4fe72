export { askBot as POST } from '#lib/server/chat/ask-bot.ts'
