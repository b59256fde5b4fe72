import { routes } from '#lib/core/contract/routes.ts'
import { renameDocument } from '#lib/core/documents/rename-document.ts'
import { readBody } from '../read-json.ts'
import { ownerRoute, reply } from '../route.ts'
import { packNameIndex } from './name-index.ts'

export const renameOwnDocument = ownerRoute(
  async (caller, request, { botId = '', documentId = '' }, deps) => {
    const body = await readBody(request, routes.renameDocument.request)
    const document = await renameDocument(
      { ...deps, names: packNameIndex(deps) },
      caller,
      botId,
      documentId,
      body,
    )
    return reply(routes.renameDocument, { document })
  },
)
