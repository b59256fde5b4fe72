import { routes } from '#lib/core/contract/routes.ts'
import { documentNotFound, loadDocument } from '#lib/core/documents/load-document.ts'
import { textKey } from '#lib/core/documents/storage-keys.ts'
import { cutText } from '#lib/core/documents/text-pieces.ts'
import { ownerRoute, reply } from '../route.ts'

export const getDocumentText = ownerRoute(
  async (caller, _request, { botId = '', documentId = '', piece = '0' }, deps) => {
    const document = await loadDocument(deps, caller, botId, documentId, 'read')
    const text = await deps.files.getText(textKey(document))
    const cut = text && cutText(text, Number(piece))
    if (!cut) throw documentNotFound()
    return reply(routes.getDocumentText, cut)
  },
)
