import type { DocumentView } from '../core/contract/documents.ts'
import { routes } from '../core/contract/routes.ts'
import type { AddDocumentRequest } from '../core/documents/document.ts'
import type { StructuredText } from '../core/documents/structured-text.ts'
import { joinText } from '../core/documents/text-pieces.ts'
import { callApi } from './api.ts'
import { ApiProblem } from './api-problem.ts'

export async function listDocuments(botId: string, signal?: AbortSignal): Promise<DocumentView[]> {
  return (await callApi(routes.listDocuments, { params: { botId }, signal })).documents
}

export function addDocument(botId: string, body: AddDocumentRequest) {
  return callApi(routes.addDocument, { params: { botId }, body })
}

export async function readDocumentText(
  botId: string,
  documentId: string,
  signal?: AbortSignal,
): Promise<StructuredText> {
  return joinText(piece =>
    callApi(routes.getDocumentText, { params: { botId, documentId, piece: String(piece) }, signal }),
  )
}

export async function renameDocument(botId: string, documentId: string, name: string): Promise<DocumentView> {
  return (await callApi(routes.renameDocument, { params: { botId, documentId }, body: { name } })).document
}

export async function retryDocument(botId: string, documentId: string): Promise<DocumentView> {
  return (await callApi(routes.retryDocument, { params: { botId, documentId } })).document
}

/** Gone already is as good as deleted. */
export async function deleteDocument(botId: string, documentId: string): Promise<void> {
  try {
    await callApi(routes.deleteDocument, { params: { botId, documentId } })
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'not-found') throw error
  }
}
