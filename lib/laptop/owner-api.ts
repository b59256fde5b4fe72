import { type Bot, botSchema, type ChangeBotRequest, type CreateBotRequest } from '#lib/core/bots/bot.ts'
import { type Document, documentSchema, type UploadTarget } from '#lib/core/documents/document.ts'

/** The owner's side of the HTTP API, as much of it as set-up and tests need. */
export interface OwnerApi {
  createBot(request: CreateBotRequest): Promise<Bot>
  /** Null where there is no such bot, or it is not this owner's. */
  getBot(botId: string): Promise<Bot | null>
  changeBot(botId: string, change: ChangeBotRequest): Promise<Bot>
  listDocuments(botId: string): Promise<Document[]>
  /** Asks for an upload and makes it. */
  addDocument(
    botId: string,
    file: { name: string; bytes: Uint8Array<ArrayBuffer> },
    replaces?: string,
  ): Promise<Document>
  deleteDocument(botId: string, documentId: string): Promise<void>
}

export function ownerApi(appUrl: string, accessToken: string): OwnerApi {
  async function call(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(`${appUrl}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    if (response.ok || response.status === 404) return response
    throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`)
  }

  async function found<T>(response: Response): Promise<T> {
    if (response.ok) return (await response.json()) as T
    throw new Error(`${response.url} answered 404: ${await response.text()}`)
  }

  return {
    async createBot(request) {
      const { bot } = await found<{ bot: unknown }>(await call('POST', '/bots', request))
      return botSchema.parse(bot)
    },
    async getBot(botId) {
      const response = await call('GET', `/bots/${botId}`)
      if (!response.ok) return null
      return botSchema.parse(((await response.json()) as { bot: unknown }).bot)
    },
    async changeBot(botId, change) {
      const { bot } = await found<{ bot: unknown }>(await call('PATCH', `/bots/${botId}`, change))
      return botSchema.parse(bot)
    },
    async listDocuments(botId) {
      const { documents } = await found<{ documents: unknown[] }>(
        await call('GET', `/bots/${botId}/documents`),
      )
      return documents.map(document => documentSchema.parse(document))
    },
    async addDocument(botId, { name, bytes }, replaces) {
      const asked = { name, size: bytes.length, replaces: replaces ?? null }
      const { document, upload } = await found<{ document: unknown; upload: UploadTarget }>(
        await call('POST', `/bots/${botId}/documents`, asked),
      )
      await sendForm(upload, name, bytes)
      return documentSchema.parse(document)
    },
    async deleteDocument(botId, documentId) {
      await call('DELETE', `/bots/${botId}/documents/${documentId}`)
    },
  }
}

/** As the browser does it: the signed fields first, the file last. */
async function sendForm(upload: UploadTarget, name: string, bytes: Uint8Array<ArrayBuffer>) {
  const form = new FormData()
  for (const [field, value] of Object.entries(upload.fields)) form.append(field, value)
  form.append('file', new Blob([bytes]), name)
  const response = await fetch(upload.url, { method: 'POST', body: form })
  if (!response.ok) throw new Error(`The upload of ${name} was refused: ${await response.text()}`)
}
