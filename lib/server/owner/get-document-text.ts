import { routes } from '#lib/core/contract/routes.ts'
import { documentNotFound, loadDocument } from '#lib/core/documents/load-document.ts'
import { textKey } from '#lib/core/documents/storage-keys.ts'
import { readPiece } from '#lib/core/documents/text-pieces.ts'
import { ownerRoute, reply } from '../route.ts'

export const getDocumentText = ownerRoute(
  async (caller, _request, { botId = '', documentId = '', piece = '0' }, deps) => {
    const document = await loadDocument(deps, caller, botId, documentId, 'read')
    const found = await readPiece(deps.files, textKey(document), Number(piece))
    if (!found) throw documentNotFound()
    return reply(routes.getDocumentText, found)
  },
)
