import { deleteDocument } from '#lib/core/deletion/delete-document.ts'
import { nothing, ownerRoute } from '../route.ts'

export const deleteOwnDocument = ownerRoute(
  async ({ ownerId }, _request, { botId = '', documentId = '' }, deps) => {
    await deleteDocument(deps, ownerId, botId, documentId)
    return nothing()
  },
)
