import { addedDocumentResponseSchema, documentResponseSchema } from '#lib/core/contract/documents.ts'
import {
  type AddDocumentRequest,
  type Document,
  type UploadTarget,
  workingStatuses,
} from '#lib/core/documents/document.ts'
import { deps } from '../deps.ts'
import type { TestApp } from './test-app.ts'

type Owner = Awaited<ReturnType<TestApp['newOwner']>>

/** Sends a file as the browser does: asks for a form, posts it to S3. The document as it was stored at first. */
export async function upload(
  owner: Owner,
  botId: string,
  name: string,
  content: Uint8Array | string,
  replaces?: string,
): Promise<Document> {
  const bytes = new Uint8Array(Buffer.from(content))
  const { document, form } = await announce(owner, botId, { name, size: bytes.length, replaces })
  const sent = await postForm(form, bytes)
  if (!sent.ok) throw new Error(`S3 answered ${sent.status}: ${await sent.text()}`)
  return document
}

/** Asks for an upload that is not sent yet. */
export async function announce(owner: Owner, botId: string, body: AddDocumentRequest) {
  const response = await owner.call('POST', `/api/bots/${botId}/documents`, body)
  const { document, upload } = addedDocumentResponseSchema.parse(await response.json())
  return { document: await storedDocument({ botId, id: document.id }), form: upload }
}

export function postForm({ url, fields }: UploadTarget, bytes: Uint8Array<ArrayBuffer>): Promise<Response> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([bytes]))
  return fetch(url, { method: 'POST', body: form })
}

/** The stored document once nothing works on it any more. */
export async function settled(owner: Owner, document: DocumentKey): Promise<Document> {
  for (;;) {
    const response = await owner.call('GET', `/api/bots/${document.botId}/documents/${document.id}`)
    const { document: now } = documentResponseSchema.parse(await response.json())
    if (!workingStatuses.includes(now.status)) return storedDocument(document)
    await new Promise(resolve => setTimeout(resolve, POLL_MS))
  }
}

type DocumentKey = Pick<Document, 'botId' | 'id'>

async function storedDocument({ botId, id }: DocumentKey): Promise<Document> {
  return (await deps().documents.get(botId, id))!
}

/** A poll of the real service's state, as the page itself does it. */
const POLL_MS = 50
