export { retryOwnDocument as POST } from '#lib/server/owner/retry-document.ts'
