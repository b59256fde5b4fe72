export { deleteAccount as DELETE } from '#lib/server/owner/delete-account.ts'
