import { z } from 'zod'
import { botSchema, botSettingsSchema } from '../bots/bot.ts'

/** A bot as its owner is shown it: who owns it and where its vectors lie stays inside. */
export const botViewSchema = botSettingsSchema.extend({
  /** Origins; they were checked when they were typed. */
  allowedSites: z.array(z.string()),
  ...botSchema.pick({ id: true, knowledgeVersion: true, version: true, createdAt: true, updatedAt: true })
    .shape,
})
export type BotView = z.infer<typeof botViewSchema>

/** How many documents a bot has, and how they are. */
export const documentCountsSchema = z.object({
  total: z.number().int(),
  ready: z.number().int(),
  working: z.number().int(),
  failed: z.number().int(),
})
export type DocumentCounts = z.infer<typeof documentCountsSchema>

export const botListResponseSchema = z.object({
  bots: z.array(z.object({ bot: botViewSchema, documents: documentCountsSchema })),
})
export type BotListResponse = z.infer<typeof botListResponseSchema>

export const botResponseSchema = z.object({ bot: botViewSchema })

/** A bot as its own pages need it. */
export const openedBotResponseSchema = z.object({
  bot: botViewSchema,
  documents: documentCountsSchema,
  /** The line to paste into a site. */
  script: z.string(),
})
export type OpenedBot = z.infer<typeof openedBotResponseSchema>
