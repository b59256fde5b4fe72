import { z } from 'zod'

/** The page of a guide by itself. */
export const canaryPage = z
  .url({ protocol: /^https?$/ })
  .regex(/^https?:\/\/[^/?#]+\/embed\/[\w-]+$/)
  .describe(
    'the page of a published guide that is to be asked every 15 minutes, such as https://docent.example.com/embed/bot_01J00000000000000000000000',
  )

/** Throws where it is missing or cannot be used, naming the setting and what belongs there. */
export function parseCanaryPage(environment: Record<string, string | undefined>): string {
  const result = canaryPage.safeParse(environment.DOCENT_CANARY_URL)
  if (!result.success) throw new Error(`DOCENT_CANARY_URL: cannot be used; put ${canaryPage.description}.`)
  return result.data
}
