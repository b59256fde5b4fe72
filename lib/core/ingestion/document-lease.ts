import type { Clock } from '../clock.ts'
import { type Document, workingStatuses } from '../documents/document.ts'
import type { DocumentKey, DocumentStore, StagePatch } from '../documents/ports.ts'
import type { Scheduler } from './scheduler.ts'

/** The whole of the work; the sweep begins anew what takes longer. */
const WORK_WITHIN_MS = 15 * 60_000
/** How often progress is written down, so that a long document does not cost a write per page. */
const PROGRESS_EVERY_MS = 1_000

export interface LeaseDeps {
  documents: Pick<DocumentStore, 'get' | 'advance'>
  scheduler: Scheduler
  clock: Clock
  /** A worker that has given no sign of life for so many milliseconds is taken for dead. */
  leaseMs: number
}

type Stage = NonNullable<StagePatch['status']>

/** Another worker has taken the document, or its owner deleted it: whatever we would write is stale. */
export class LeaseLost extends Error {}

/** One worker's hold on one document, from `extracting` on; each write is conditional on it. */
export class DocumentLease {
  readonly document: Document
  readonly #deps: LeaseDeps
  #stage: Stage = 'extracting'
  #lastWrite: number
  #writing: Promise<void> = Promise.resolve()
  #failure: { error: unknown } | null = null

  /** Null where there is nothing to do, or somebody else is at work. */
  static async acquire(deps: LeaseDeps, key: DocumentKey): Promise<DocumentLease | null> {
    const document = await deps.documents.get(key.botId, key.id)
    if (!document || !workingStatuses.includes(document.status)) return null
    const now = deps.clock()
    const staleSince = new Date(now - deps.leaseMs).toISOString()
    const acquired = await deps.documents.advance(
      document,
      {
        from: [document.status],
        attempt: document.attempts,
        ...(document.status !== 'waiting' && { staleSince }),
      },
      {
        status: 'extracting',
        attempts: document.attempts + 1,
        progress: null,
        heartbeat: new Date(now).toISOString(),
        deadline: new Date(now + WORK_WITHIN_MS).toISOString(),
      },
    )
    return acquired && new DocumentLease(deps, acquired)
  }

  private constructor(deps: LeaseDeps, document: Document) {
    this.#deps = deps
    this.document = document
    this.#lastWrite = deps.clock()
  }

  /** Gives it back untouched, as if nobody had tried. */
  async release(): Promise<void> {
    const { attempts } = this.document
    await this.#deps.documents.advance(
      this.document,
      { from: [this.#stage], attempt: attempts },
      { status: 'waiting', attempts: attempts - 1 },
    )
  }

  /** Lets go of it for so long: until then nobody takes it on, and it stays where it is. */
  async rest(milliseconds: number): Promise<void> {
    await this.#writing
    // A sign of life that is still to come.
    const heartbeat = new Date(this.#deps.clock() + milliseconds).toISOString()
    const expected = { from: [this.#stage], attempt: this.document.attempts }
    await this.#deps.documents.advance(this.document, expected, { heartbeat })
  }

  /** From here on no other file is read, however often the document's form is posted. Answers the tag. */
  async noteFile(tag: string): Promise<string> {
    await this.#write(this.#stage, { fileTag: tag })
    return tag
  }

  /** Throws `LeaseLost`, or what a write in the background met with. `called`: its name, where it gets one. */
  async enter(
    stage: Stage,
    progress: Document['progress'] = null,
    called: Pick<StagePatch, 'name' | 'named'> = {},
  ): Promise<void> {
    await this.#writing
    this.assertHeld()
    const from = this.#stage
    this.#stage = stage
    await this.#write(from, { status: stage, progress, ...called })
  }

  /** Throws what a write in the background met with, above all that the document is no longer ours. */
  assertHeld(): void {
    if (this.#failure) throw this.#failure.error
  }

  /** Written at most once a second. */
  progress(done: number, total: number): void {
    if (this.#deps.clock() - this.#lastWrite < PROGRESS_EVERY_MS) return
    this.#lastWrite = this.#deps.clock()
    this.#writeLater({ progress: { done, total } })
  }

  /** Runs something long that reports nothing, with a sign of life each third of the lease. */
  async whileAlive<T>(run: () => Promise<T>): Promise<T> {
    const stop = this.#deps.scheduler.every(this.#deps.leaseMs / 3, () => this.#writeLater({}))
    try {
      return await run()
    } finally {
      stop()
    }
  }

  /** In the background, one after another; a failure surfaces at the next stage. */
  #writeLater(patch: StagePatch): void {
    this.#writing = this.#writing
      .then(() => this.#write(this.#stage, patch))
      .catch(error => {
        this.#failure ??= { error }
      })
  }

  async #write(from: Stage, patch: StagePatch): Promise<void> {
    const heartbeat = new Date(this.#deps.clock()).toISOString()
    const expected = { from: [from], attempt: this.document.attempts }
    const written = await this.#deps.documents.advance(this.document, expected, { ...patch, heartbeat })
    if (!written) throw new LeaseLost()
  }
}
