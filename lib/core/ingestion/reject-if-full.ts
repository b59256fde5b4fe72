import type { BotStore } from '../bots/ports.ts'
import type { Document } from '../documents/document.ts'
import type { DocumentStore } from '../documents/ports.ts'
import { ExtractionFailure } from './extraction-failure.ts'

/** Four such, or a thousand of an ordinary length: what a function searches in a moment. */
export const MAX_PASSAGES_PER_BOT = 200_000
/** Five guides that are full, or a hundred with ten books each. */
export const MAX_PASSAGES_PER_OWNER = 1_000_000

export interface FullnessDeps {
  bots: Pick<BotStore, 'listByOwner'>
  documents: Pick<DocumentStore, 'list'>
}

/**
 * Throws where a guide, or all of its owner, would hold too much with so many passages more. What the document replaces
 * makes room, and so does what is being deleted. Documents that are prepared side by side do not see each other: a limit
 * is overrun by those at most.
 */
export async function rejectIfFull(
  { bots, documents }: FullnessDeps,
  { botId, ownerId, id, replaces }: Document,
  passages: number,
): Promise<void> {
  const held = async (ofBot: string) =>
    (await documents.list(ofBot))
      .filter(other => other.id !== id && other.id !== replaces && other.status !== 'deleting')
      .reduce((sum, { passageCount }) => sum + passageCount, 0)
  const here = passages + (await held(botId))
  if (here > MAX_PASSAGES_PER_BOT) throw new ExtractionFailure('guide-full')
  let all = here
  for (const bot of await bots.listByOwner(ownerId)) {
    if (bot.id !== botId) all += await held(bot.id)
    if (all > MAX_PASSAGES_PER_OWNER) throw new ExtractionFailure('account-full')
  }
}
