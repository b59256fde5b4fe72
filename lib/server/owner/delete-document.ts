import { deleteDocument } from '#lib/core/deletion/delete-document.ts'
import { nothing, ownerRoute } from '../route.ts'

export const deleteOwnDocument = ownerRoute(
  async (caller, _request, { botId = '', documentId = '' }, deps) => {
    await deleteDocument(deps, caller, botId, documentId)
    return nothing()
  },
)
