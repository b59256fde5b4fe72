export { deleteOwnDocument as DELETE } from '#lib/server/owner/delete-document.ts'
export { getDocument as GET } from '#lib/server/owner/get-document.ts'
export { renameOwnDocument as PATCH } from '#lib/server/owner/rename-document.ts'
