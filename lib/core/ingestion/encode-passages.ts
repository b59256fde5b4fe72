import type { Document } from '../documents/document.ts'
import type { Passage } from '../documents/passage.ts'
import { DocentError } from '../errors.ts'
import type { Encoder, PassageStore, StoredPassage } from '../retrieval/ports.ts'

/** Time, handed in by whoever owns a clock. */
export interface Scheduler {
  wait(milliseconds: number): Promise<void>
  /** Calls `run` again and again until the returned function is called. */
  every(milliseconds: number, run: () => Promise<void>): () => void
  /** 0 to 1, to spread those who wait. */
  chance(): number
}

/** Written together: DynamoDB takes 25 items a batch. */
const BATCH = 25
/** An account may have fewer calls in flight than this, which we learn from being throttled. */
const MAX_CONCURRENCY = 16
const START_CONCURRENCY = 4
/** Waits grow from a quarter of a second to eight; in all about a minute per passage. */
const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 8_000
const MAX_TRIES = 12

/**
 * Gives each passage its vector and writes it. What is stored already with the same content is kept, and
 * what the replaced document had is taken over, so only new text is sent to the model.
 * `onProgress` is called with the number of passages done.
 */
export async function encodePassages(
  deps: { passages: PassageStore; encoder: Encoder; scheduler: Scheduler },
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
  const pace = new AdaptiveConcurrency(deps.scheduler)
  for (let at = 0; at < wanted.length; at += BATCH) {
    const batch = wanted.slice(at, at + BATCH)
    const ready = await pace.map(batch, async ({ passage, contentHash }): Promise<StoredPassage> => {
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

/**
 * Runs calls at the pace the service allows: one more at a time after each that went through, half as many
 * after each that was throttled, like TCP.
 */
export class AdaptiveConcurrency {
  concurrency = START_CONCURRENCY
  readonly #scheduler: Scheduler

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler
  }

  /** Results in the order of `items`. The first failure that is not throttling ends all. */
  async map<T, R>(items: T[], run: (item: T) => Promise<R>): Promise<R[]> {
    const results: R[] = new Array(items.length)
    const failures: unknown[] = []
    const running = new Set<Promise<void>>()
    for (const [index, item] of items.entries()) {
      while (running.size >= Math.max(1, Math.floor(this.concurrency))) await Promise.race(running)
      if (failures.length) break
      const one: Promise<void> = this.#patiently(() => run(item))
        .then(
          result => {
            results[index] = result
          },
          error => {
            failures.push(error)
          },
        )
        .finally(() => running.delete(one))
      running.add(one)
    }
    await Promise.all(running)
    if (failures.length) throw failures[0]
    return results
  }

  async #patiently<R>(run: () => Promise<R>): Promise<R> {
    for (let tries = 1; ; tries++) {
      try {
        const result = await run()
        this.concurrency = Math.min(MAX_CONCURRENCY, this.concurrency + 1 / this.concurrency)
        return result
      } catch (error) {
        if (!(error instanceof DocentError) || error.code !== 'busy' || tries >= MAX_TRIES) throw error
        this.concurrency = Math.max(1, this.concurrency / 2)
        const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1))
        await this.#scheduler.wait(longest * (0.5 + this.#scheduler.chance() / 2))
      }
    }
  }
}
