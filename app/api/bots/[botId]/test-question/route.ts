export { askOwnTestQuestion as POST } from '#lib/server/owner/test-question.ts'
