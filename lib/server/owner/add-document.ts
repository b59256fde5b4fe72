import { routes } from '#lib/core/contract/routes.ts'
import { addDocument } from '#lib/core/documents/add-document.ts'
import { readBody } from '../read-json.ts'
import { ownerRoute, reply } from '../route.ts'

export const addOwnDocument = ownerRoute(async (caller, request, { botId = '' }, deps) => {
  const body = await readBody(request, routes.addDocument.request)
  return reply(routes.addDocument, await addDocument(deps, caller, botId, body))
})
