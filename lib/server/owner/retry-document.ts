import { retryDocument } from '#lib/core/documents/retry-document.ts'
import { json, ownerRoute } from '../route.ts'

export const retryOwnDocument = ownerRoute(
  async ({ ownerId }, _request, { botId = '', documentId = '' }, deps) => {
    return json({ document: await retryDocument(deps, ownerId, botId, documentId) })
  },
)
