import type { Document } from '../documents/document.ts'
import type { Passage } from '../documents/passage.ts'
import type { Encoder, PassageStore, StoredPassage } from '../retrieval/ports.ts'
import { AdaptiveConcurrency } from './adaptive-concurrency.ts'
import type { Scheduler } from './scheduler.ts'

/** Written together: DynamoDB takes 25 items a batch. */
const BATCH = 25
/** What the encoding reads and writes of the table. */
export type EncodedPassages = Pick<
  PassageStore,
  'listOfDocument' | 'vectorsOfDocument' | 'put' | 'deleteOfDocument'
>

/**
 * Gives each passage its vector and writes it. What is stored already with the same content is kept, and
 * what the replaced document had is taken over, so only new text is sent to the model.
 * `onProgress` is called with the number of passages done.
 */
export async function encodePassages(
  deps: { passages: EncodedPassages; encoder: Encoder; scheduler: Scheduler },
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

  let done = passages.length - wanted.length
  const calls = new AdaptiveConcurrency(deps.scheduler)
  for (let at = 0; at < wanted.length; at += BATCH) {
    const batch = wanted.slice(at, at + BATCH)
    const ready = await calls.map(batch, async ({ passage, contentHash }): Promise<StoredPassage> => {
      const vector = known.get(contentHash) ?? (await deps.encoder.encode(encodedText(passage)))
      onProgress(++done)
      return { ...passage, documentId: document.id, contentHash, vector }
    })
    await deps.passages.put(document.botId, ready)
  }
  await deps.passages.deleteOfDocument(document.botId, document.id, passages.length)
}

/** What the encoder sees: a passage says more under its headings. */
export function encodedText(passage: Passage): string {
  return [...passage.place.headingPath.slice(-2), passage.text].join('\n')
}

async function hashContent(encoder: string, passage: Passage): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify([encoder, encodedText(passage)]))
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(hash, byte => byte.toString(16).padStart(2, '0')).join('')
}
