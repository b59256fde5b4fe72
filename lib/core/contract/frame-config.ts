import { z } from 'zod'
import { botSchema } from '../bots/bot.ts'
import { ticketResponseSchema } from './chat.ts'

/** What a visitor may know of a bot. */
export const publicBotSchema = botSchema.pick({
  id: true,
  name: true,
  greeting: true,
  suggestedQuestions: true,
  language: true,
  accent: true,
})

/** What the button on another site may know of a bot: its look; null where there is no such published bot. */
export const botLookSchema = z.object({ accent: botSchema.shape.accent.nullable() })

/** What the page of the chat is handed by the server, in `<script type="application/json" id="docent-config">`. */
export const frameConfigSchema = ticketResponseSchema.extend({
  bot: publicBotSchema,
  chatUrl: z.string(),
  /** Where a Stop is told, if the chat itself may not see it. */
  stopUrl: z.string().nullable(),
  ticketUrl: z.string(),
  /** UTF-16 code units. */
  maxQuestion: z.number().int(),
  /** Docent's own. */
  origin: z.string(),
})
export type FrameConfig = z.infer<typeof frameConfigSchema>
