import { addDocument } from '#lib/core/documents/add-document.ts'
import { addDocumentRequestSchema } from '#lib/core/documents/document.ts'
import { readJson } from '../read-json.ts'
import { json, ownerRoute } from '../route.ts'

export const addOwnDocument = ownerRoute(async ({ ownerId }, request, { botId = '' }, world) => {
  const body = addDocumentRequestSchema.parse(await readJson(request))
  return json(await addDocument(world, ownerId, botId, body), 201)
})
