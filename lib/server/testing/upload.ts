import type { Document, UploadTarget } from '#lib/core/documents/document.ts'
import { workingStatuses } from '#lib/core/documents/document.ts'
import type { TestApp } from './test-app.ts'

type Owner = Awaited<ReturnType<TestApp['newOwner']>>

/** Sends a file as the browser does: asks for a form, posts it to S3. */
export async function upload(
  owner: Owner,
  botId: string,
  name: string,
  content: Uint8Array | string,
  replaces?: string,
) {
  const bytes = new Uint8Array(Buffer.from(content))
  const asked = { name, size: bytes.length, replaces }
  const response = await owner.call('POST', `/api/bots/${botId}/documents`, asked)
  const { document, upload } = (await response.json()) as { document: Document; upload: UploadTarget }
  const sent = await postForm(upload, bytes)
  if (!sent.ok) throw new Error(`S3 answered ${sent.status}: ${await sent.text()}`)
  return document
}

export function postForm({ url, fields }: UploadTarget, bytes: Uint8Array<ArrayBuffer>): Promise<Response> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([bytes]))
  return fetch(url, { method: 'POST', body: form })
}

/** The document once nothing works on it any more. */
export async function settled(owner: Owner, document: Pick<Document, 'botId' | 'id'>): Promise<Document> {
  for (;;) {
    const response = await owner.call('GET', `/api/bots/${document.botId}/documents/${document.id}`)
    const { document: now } = (await response.json()) as { document: Document }
    if (!workingStatuses.includes(now.status)) return now
    await new Promise(resolve => setTimeout(resolve, POLL_MS))
  }
}

/** A poll of the real service's state, as the page itself does it. */
const POLL_MS = 50
