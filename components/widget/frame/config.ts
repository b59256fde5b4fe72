import type { PublicBot } from '../../../lib/core/bots/bot.ts'

/** What the page of the chat is handed by the server, in `<script type="application/json" id="docent-config">`. */
export interface FrameConfig {
  bot: PublicBot
  ticket: string
  /** ISO 8601. */
  expiresAt: string
  chatUrl: string
  /** Where a Stop is told, if the chat itself may not see it. */
  stopUrl: string | null
  ticketUrl: string
  /** Said at the foot where answers are not written by a language model. */
  sourceNotice: string | null
  /** UTF-16 code units. */
  maxQuestion: number
  /** Docent's own. */
  origin: string
}
