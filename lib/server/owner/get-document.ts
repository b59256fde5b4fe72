import { loadDocument } from '#lib/core/documents/load-document.ts'
import { json, ownerRoute } from '../route.ts'

export const getDocument = ownerRoute(
  async ({ ownerId }, _request, { botId = '', documentId = '' }, deps) => {
    return json({ document: await loadDocument(deps, ownerId, botId, documentId) })
  },
)
