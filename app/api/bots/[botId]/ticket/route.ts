export { issueOwnerTicket as POST } from '#lib/server/owner/issue-ticket.ts'
