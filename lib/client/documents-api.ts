import { z } from 'zod'
import { type AddDocumentRequest, type Document, documentSchema } from '../core/documents/document.ts'
import { type StructuredText, structuredTextSchema } from '../core/documents/structured-text.ts'
import { callApi } from './api.ts'
import { ApiProblem } from './api-problem.ts'
import { botPath } from './bots-api.ts'

const documentAnswerSchema = z.object({ document: documentSchema })
const acceptedSchema = z.object({
  document: documentSchema,
  upload: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }),
})

export async function listDocuments(botId: string, signal?: AbortSignal): Promise<Document[]> {
  const schema = z.object({ documents: z.array(documentSchema) })
  return (await callApi(schema, `${botPath(botId)}/documents`, { signal })).documents
}

export function addDocument(botId: string, request: AddDocumentRequest) {
  return callApi(acceptedSchema, `${botPath(botId)}/documents`, { method: 'POST', body: request })
}

export async function readDocumentText(
  botId: string,
  documentId: string,
  signal?: AbortSignal,
): Promise<StructuredText> {
  const schema = z.object({ text: structuredTextSchema })
  return (await callApi(schema, `${documentPath(botId, documentId)}/text`, { signal })).text
}

export async function retryDocument(botId: string, documentId: string): Promise<Document> {
  const path = `${documentPath(botId, documentId)}/retry`
  return (await callApi(documentAnswerSchema, path, { method: 'POST' })).document
}

/** Gone already is as good as deleted. */
export async function deleteDocument(botId: string, documentId: string): Promise<void> {
  try {
    await callApi(z.undefined(), documentPath(botId, documentId), { method: 'DELETE' })
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'not-found') throw error
  }
}

function documentPath(botId: string, documentId: string): string {
  return `${botPath(botId)}/documents/${encodeURIComponent(documentId)}`
}
