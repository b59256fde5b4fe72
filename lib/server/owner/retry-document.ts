import { routes } from '#lib/core/contract/routes.ts'
import { retryDocument } from '#lib/core/documents/retry-document.ts'
import { ownerRoute, reply } from '../route.ts'

export const retryOwnDocument = ownerRoute(
  async (caller, _request, { botId = '', documentId = '' }, deps) => {
    return reply(routes.retryDocument, { document: await retryDocument(deps, caller, botId, documentId) })
  },
)
