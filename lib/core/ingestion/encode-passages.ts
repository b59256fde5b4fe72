import type { Document } from '../documents/document.ts'
import { type Passage, textUnderColumns } from '../documents/passage.ts'
import type { Encoder, PassageStore, StoredPassage } from '../retrieval/ports.ts'
import { estimateTokens } from '../usage/estimate-tokens.ts'
import { isUnpaid } from '../usage/unpaid.ts'
import { AdaptiveConcurrency } from './adaptive-concurrency.ts'
import type { Scheduler } from './scheduler.ts'

/** Written together: DynamoDB takes 25 items a batch. */
const BATCH = 25
/** What the encoding reads and writes of the table. */
export type EncodedPassages = Pick<
  PassageStore,
  'listOfDocument' | 'vectorsOfDocument' | 'put' | 'deleteOfDocument'
>

/** What is paid: texts that are sent to the model, passages that are written. */
export interface Encoded {
  tokens: number
  written: number
}

/** Who pays. Throws `BudgetSpent` where nothing more may be spent. */
export interface EncodingBudget {
  reserve(wanted: Encoded): Promise<{ settle(done: Encoded): Promise<void> }>
}

/**
 * Gives each passage its vector and writes it. What is stored already with the same content is kept, and
 * what the replaced document had is taken over, so only new text is sent to the model; whatever is written is paid for.
 * `onProgress` is called with the number of passages done.
 */
export async function encodePassages(
  deps: { passages: EncodedPassages; encoder: Encoder; scheduler: Scheduler; budget: EncodingBudget },
  document: Document,
  passages: Passage[],
  onProgress: (done: number) => void,
): Promise<void> {
  const stored = await deps.passages.listOfDocument(document.botId, document.id)
  const present = new Map(stored.map(({ ordinal, contentHash }) => [ordinal, contentHash]))
  const known = document.replaces
    ? await deps.passages.vectorsOfDocument(document.botId, document.replaces)
    : new Map<string, Float32Array>()
  const wanted: { passage: Passage; contentHash: string }[] = []
  for (const passage of passages) {
    const contentHash = await hashContent(deps.encoder.name, passage)
    if (present.get(passage.ordinal) !== contentHash) wanted.push({ passage, contentHash })
  }

  const unknown = wanted.filter(({ contentHash }) => !known.has(contentHash))
  const tokens = tokensOf(unknown.map(({ passage }) => passage))
  const reservation = await deps.budget.reserve({ tokens, written: wanted.length })
  const paid: Encoded = { tokens: 0, written: 0 }
  let done = passages.length - wanted.length
  const encode = async (passage: Passage) => {
    const tokens = tokensOf([passage])
    try {
      const vector = await deps.encoder.encode(encodedText(passage))
      paid.tokens += tokens
      return vector
    } catch (error) {
      if (!isUnpaid(error)) paid.tokens += tokens
      throw error
    }
  }
  try {
    const calls = new AdaptiveConcurrency(deps.scheduler)
    for (let at = 0; at < wanted.length; at += BATCH) {
      const batch = wanted.slice(at, at + BATCH)
      const ready = await calls.map(batch, async ({ passage, contentHash }): Promise<StoredPassage> => {
        const vector = known.get(contentHash) ?? (await encode(passage))
        onProgress(++done)
        return { ...passage, documentId: document.id, contentHash, vector }
      })
      await deps.passages.put(document.botId, ready)
      paid.written += ready.length
    }
  } finally {
    await reservation.settle(paid)
  }
  await deps.passages.deleteOfDocument(document.botId, document.id, passages.length)
}

/** What the encoder sees: a passage says more under its last headings and the columns of its table. */
export function encodedText(passage: Passage): string {
  return [...passage.place.headingPath.slice(-2), textUnderColumns(passage)].join('\n')
}

function tokensOf(passages: readonly Passage[]): number {
  return passages.reduce((sum, passage) => sum + estimateTokens(encodedText(passage)), 0)
}

async function hashContent(encoder: string, passage: Passage): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify([encoder, encodedText(passage)]))
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(hash, byte => byte.toString(16).padStart(2, '0')).join('')
}
