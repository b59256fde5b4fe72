import { addDocument } from '#lib/core/documents/add-document.ts'
import { addDocumentRequestSchema } from '#lib/core/documents/document.ts'
import { readBody } from '../read-json.ts'
import { json, ownerRoute } from '../route.ts'

export const addOwnDocument = ownerRoute(async ({ ownerId }, request, { botId = '' }, deps) => {
  const body = await readBody(request, addDocumentRequestSchema)
  return json(await addDocument(deps, ownerId, botId, body), 201)
})
