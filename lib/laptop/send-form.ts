import type { UploadTarget } from '#lib/core/documents/document.ts'

/** Sends a file as the browser does: the signed fields first, the file last. Throws in the words of the refusal. */
export async function sendForm(
  upload: UploadTarget,
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const form = new FormData()
  for (const [field, value] of Object.entries(upload.fields)) form.append(field, value)
  form.append('file', new Blob([bytes]), name)
  const response = await fetch(upload.url, { method: 'POST', body: form })
  if (!response.ok) throw new Error(`The upload of ${name} was refused: ${await response.text()}`)
}
