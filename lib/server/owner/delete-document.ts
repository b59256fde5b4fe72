import { deleteDocument } from '#lib/core/documents/delete-document.ts'
import { nothing, ownerRoute } from '../route.ts'

export const deleteOwnDocument = ownerRoute(
  async ({ ownerId }, _request, { botId = '', documentId = '' }, world) => {
    await deleteDocument(world, ownerId, botId, documentId)
    return nothing()
  },
)
