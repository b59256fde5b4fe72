export { getDocumentText as GET } from '#lib/server/owner/get-document-text.ts'
