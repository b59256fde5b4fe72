export { getConversation as GET } from '#lib/server/chat/get-conversation.ts'
