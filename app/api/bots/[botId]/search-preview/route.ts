export { previewOwnSearch as POST } from '#lib/server/owner/search-preview.ts'
