import { routes } from '#lib/core/contract/routes.ts'
import { documentNotFound, loadDocument } from '#lib/core/documents/load-document.ts'
import { textKey } from '#lib/core/documents/storage-keys.ts'
import { ownerRoute, reply } from '../route.ts'

export const getDocumentText = ownerRoute(async (caller, _request, { botId = '', documentId = '' }, deps) => {
  const document = await loadDocument(deps, caller, botId, documentId, 'read')
  const text = await deps.files.getText(textKey(document))
  if (!text) throw documentNotFound()
  return reply(routes.getDocumentText, { text })
})
