import { addOwnDocument } from '#lib/server/owner/add-document.ts'
import { listDocuments } from '#lib/server/owner/list-documents.ts'

export { addOwnDocument as POST, listDocuments as GET }
