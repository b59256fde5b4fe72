import { type BotSettings, botSettingsSchema } from '../core/bots/bot.ts'
import type { BotView } from '../core/contract/bots.ts'

/** Of what was edited, that which is no longer as it was. */
export function changedFields(bot: BotView, edits: Partial<BotSettings>): Partial<BotSettings> {
  return Object.fromEntries(
    Object.entries(edits).filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(bot[field as keyof BotSettings]),
    ),
  )
}

/** What is wrong, by field, in the words of the schema. */
export function settingsErrors(settings: Partial<BotSettings>): Partial<Record<keyof BotSettings, string>> {
  const parsed = botSettingsSchema.partial().safeParse(settings)
  if (parsed.success) return {}
  const errors: Partial<Record<keyof BotSettings, string>> = {}
  for (const { path, message } of parsed.error.issues) {
    const field = path[0] as keyof BotSettings
    errors[field] ??= message
  }
  return errors
}
