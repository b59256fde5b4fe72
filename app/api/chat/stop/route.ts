export { stopAnswer as POST } from '#lib/server/chat/stop-answer.ts'
