import { z } from 'zod'
import { type Bot, botSchema, type ChangeBotRequest, type CreateBotRequest } from '../core/bots/bot.ts'
import { callApi } from './api.ts'

const countsSchema = z.object({
  total: z.number(),
  ready: z.number(),
  working: z.number(),
  failed: z.number(),
})
const listingsSchema = z.object({ bots: z.array(z.object({ bot: botSchema, documents: countsSchema })) })
const botAnswerSchema = z.object({ bot: botSchema })
const openedBotSchema = z.object({ bot: botSchema, documents: countsSchema, script: z.string() })
const ticketSchema = z.object({ ticket: z.string(), expiresAt: z.union([z.string(), z.number()]) })

export type DocumentCounts = z.infer<typeof countsSchema>
/** A bot as its own pages need it: with the line to paste into a site. */
export type OpenedBot = z.infer<typeof openedBotSchema>

export async function listBots(signal?: AbortSignal) {
  return (await callApi(listingsSchema, '/api/bots', { signal })).bots
}

export async function createBot(request: CreateBotRequest): Promise<Bot> {
  return (await callApi(botAnswerSchema, '/api/bots', { method: 'POST', body: request })).bot
}

export function openBot(botId: string, signal?: AbortSignal): Promise<OpenedBot> {
  return callApi(openedBotSchema, botPath(botId), { signal })
}

export async function changeBot(botId: string, change: ChangeBotRequest): Promise<Bot> {
  return (await callApi(botAnswerSchema, botPath(botId), { method: 'PATCH', body: change })).bot
}

export function deleteBot(botId: string): Promise<void> {
  return callApi(z.undefined(), botPath(botId), { method: 'DELETE' })
}

/** A ticket for the owner's own questions; works for unpublished guides too. */
export async function mintTicket(botId: string): Promise<{ ticket: string; expiresAt: Date }> {
  const { ticket, expiresAt } = await callApi(ticketSchema, `${botPath(botId)}/ticket`, { method: 'POST' })
  return { ticket, expiresAt: new Date(expiresAt) }
}

export function botPath(botId: string): string {
  return `/api/bots/${encodeURIComponent(botId)}`
}
