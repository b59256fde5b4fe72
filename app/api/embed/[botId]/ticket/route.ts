export { renewTicket as POST } from '#lib/server/embed/renew-ticket.ts'
