import type { ChangeBotRequest, CreateBotRequest } from '#lib/core/bots/bot.ts'
import { type AnswerOf, type ApiRoute, type ParamsOf, pathOf } from '#lib/core/contract/api-route.ts'
import type { BotView } from '#lib/core/contract/bots.ts'
import type { DocumentView } from '#lib/core/contract/documents.ts'
import { routes } from '#lib/core/contract/routes.ts'
import { sendForm } from './send-form.ts'

/** The owner's side of the HTTP API, as much of it as set-up and tests need. */
export interface OwnerApi {
  createBot(request: CreateBotRequest): Promise<BotView>
  /** Null where there is no such bot, or it is not this owner's. */
  getBot(botId: string): Promise<BotView | null>
  changeBot(botId: string, change: ChangeBotRequest): Promise<BotView>
  listDocuments(botId: string): Promise<DocumentView[]>
  /** Asks for an upload and makes it. */
  addDocument(
    botId: string,
    file: { name: string; bytes: Uint8Array<ArrayBuffer> },
    replaces?: string,
  ): Promise<DocumentView>
  deleteDocument(botId: string, documentId: string): Promise<void>
}

export function ownerApi(appUrl: string, accessToken: string): OwnerApi {
  /** Undefined where there is no such thing. */
  async function call<Route extends ApiRoute>(
    { method, path, response: schema }: Route,
    params: ParamsOf<Route['path']>,
    body?: unknown,
  ): Promise<AnswerOf<Route> | undefined> {
    const url = appUrl + pathOf<Route['path']>(path, params)
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    if (response.status === 404) return undefined
    if (!response.ok)
      throw new Error(`${method} ${url} answered ${response.status}: ${await response.text()}`)
    return schema?.parse(await response.json()) as AnswerOf<Route>
  }

  async function found<Answer>(answer: Promise<Answer | undefined>): Promise<Answer> {
    const there = await answer
    if (there === undefined) throw new Error('It is gone, or it is not yours.')
    return there
  }

  return {
    async createBot(request) {
      return (await found(call(routes.createBot, {}, request))).bot
    },
    async getBot(botId) {
      return (await call(routes.openBot, { botId }))?.bot ?? null
    },
    async changeBot(botId, change) {
      return (await found(call(routes.changeBot, { botId }, change))).bot
    },
    async listDocuments(botId) {
      return (await found(call(routes.listDocuments, { botId }))).documents
    },
    async addDocument(botId, { name, bytes }, replaces) {
      const asked = { name, size: bytes.length, replaces: replaces ?? null }
      const { document, upload } = await found(call(routes.addDocument, { botId }, asked))
      await sendForm(upload, name, bytes)
      return document
    },
    async deleteDocument(botId, documentId) {
      await call(routes.deleteDocument, { botId, documentId })
    },
  }
}
