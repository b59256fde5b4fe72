import type { OwnedDocumentKey } from '#lib/core/documents/ports.ts'

/** What has to be known of a document to work on it. */
export type QueuedDocument = OwnedDocumentKey

/**
 * Works on a few documents at a time and on none twice: who asks for one that is waiting or under way
 * gets that work's promise. Owners take turns: one document never stands behind all of somebody else's.
 */
export class DocumentQueue {
  readonly #parallel: number
  readonly #work: (key: QueuedDocument) => Promise<unknown>
  readonly #known = new Map<string, Promise<unknown>>()
  /** By owner, in the order of their turns; none is empty. */
  readonly #waiting = new Map<string, (() => void)[]>()
  #running = 0

  constructor(parallel: number, work: (key: QueuedDocument) => Promise<unknown>) {
    this.#parallel = parallel
    this.#work = work
  }

  add(key: QueuedDocument): Promise<unknown> {
    const known = this.#known.get(key.id)
    if (known) return known
    const work = this.#run(key).finally(() => this.#known.delete(key.id))
    this.#known.set(key.id, work)
    return work
  }

  /** Resolves when nothing is waiting or under way. */
  async idle(): Promise<void> {
    while (this.#known.size) await Promise.allSettled(this.#known.values())
  }

  async #run(key: QueuedDocument): Promise<unknown> {
    if (this.#running >= this.#parallel) await new Promise<void>(resolve => this.#wait(key.ownerId, resolve))
    else this.#running++
    try {
      return await this.#work(key)
    } finally {
      const next = this.#next()
      if (next) next()
      else this.#running--
    }
  }

  #wait(ownerId: string, begin: () => void): void {
    const others = this.#waiting.get(ownerId)
    if (others) others.push(begin)
    else this.#waiting.set(ownerId, [begin])
  }

  /** Of the owner whose turn it is, who then stands last. */
  #next(): (() => void) | undefined {
    const [turn] = this.#waiting
    if (!turn) return undefined
    const [ownerId, [next, ...rest]] = turn
    this.#waiting.delete(ownerId)
    if (rest.length > 0) this.#waiting.set(ownerId, rest)
    return next
  }
}
