import { routes } from '#lib/core/contract/routes.ts'
import { loadDocument } from '#lib/core/documents/load-document.ts'
import { ownerRoute, reply } from '../route.ts'

export const getDocument = ownerRoute(async (caller, _request, { botId = '', documentId = '' }, deps) => {
  return reply(routes.getDocument, { document: await loadDocument(deps, caller, botId, documentId, 'read') })
})
