export { testOwnSearch as POST } from '#lib/server/owner/search-test.ts'
