import { deleteOwnDocument } from '#lib/server/owner/delete-document.ts'
import { getDocument } from '#lib/server/owner/get-document.ts'

export { deleteOwnDocument as DELETE, getDocument as GET }
