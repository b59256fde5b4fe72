import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

export interface Encoded {
  /** 512 long, unit length. Shared between callers: read only. */
  vector: Float32Array
  tokens: number
}

export interface Encoder {
  /** Same text, same vector. Starts the model with the first call (about 0.2 s). */
  encode(text: string): Promise<Encoded>
  close(): Promise<void>
}

/** What a worker is sent and answers; one job at a time, so no ids. */
export type EncodeJob = string[]
export type EncodeDone = { encoded: Encoded[] } | { failed: string }

/**
 * Runs the sentence encoder in worker threads, so that S3 and DynamoDB in the same process never wait for it.
 * A second worker joins only when texts queue up; waiting texts go over in small batches.
 */
export function createEncoder(maxWorkers = Math.min(MAX_WORKERS, availableParallelism())): Encoder {
  const waiting: Waiting[] = []
  const idle: Worker[] = []
  const busy = new Map<Worker, Waiting[]>()
  const recent = new Map<string, Encoded>()
  let closed = false

  function dispatch(): void {
    while (waiting.length > 0) {
      const worker = idle.pop() ?? (mayStart() ? start() : undefined)
      if (worker === undefined) return
      const batch = waiting.splice(0, batchLength(waiting))
      busy.set(worker, batch)
      worker.ref()
      worker.postMessage(batch.map(({ text }) => text) satisfies EncodeJob)
    }
  }

  function mayStart(): boolean {
    return busy.size < maxWorkers && (busy.size === 0 || waiting.length > batchLength(waiting))
  }

  function start(): Worker {
    const worker = new Worker(new URL('./encoder-worker.ts', import.meta.url))
    worker.on('message', (done: EncodeDone) => {
      const batch = take(worker)
      idle.push(worker)
      worker.unref()
      for (const [index, { text, resolve, reject }] of batch.entries()) {
        if ('failed' in done) {
          reject(new Error(`The sentence encoder failed: ${done.failed}`))
          continue
        }
        remember(text, done.encoded[index]!)
        resolve(done.encoded[index]!)
      }
      dispatch()
    })
    const died = (cause: unknown) => {
      for (const { reject } of take(worker)) reject(new Error('The sentence encoder stopped.', { cause }))
      const at = idle.indexOf(worker)
      if (at >= 0) idle.splice(at, 1)
      if (!closed) dispatch()
    }
    worker.on('error', died)
    worker.on('exit', died)
    return worker
  }

  function take(worker: Worker): Waiting[] {
    const batch = busy.get(worker) ?? []
    busy.delete(worker)
    return batch
  }

  function remember(text: string, encoded: Encoded): void {
    if (text.length > LONGEST_REMEMBERED) return
    recent.set(text, encoded)
    if (recent.size > REMEMBERED) recent.delete(recent.keys().next().value!)
  }

  return {
    encode(text) {
      if (closed) return Promise.reject(new Error('The sentence encoder is closed.'))
      const known = recent.get(text)
      if (known !== undefined) {
        recent.delete(text)
        recent.set(text, known)
        return Promise.resolve(known)
      }
      return new Promise((resolve, reject) => {
        waiting.push({ text, resolve, reject })
        dispatch()
      })
    },
    async close() {
      closed = true
      for (const { reject } of waiting.splice(0)) reject(new Error('The sentence encoder is closed.'))
      await Promise.all([...idle, ...busy.keys()].map(worker => worker.terminate()))
    },
  }
}

interface Waiting {
  text: string
  resolve(encoded: Encoded): void
  reject(error: Error): void
}

/** How many of the first texts go over together. Short ones go in greater number, and are done sooner so. */
function batchLength(waiting: readonly Waiting[]): number {
  let characters = 0
  for (const [index, { text }] of waiting.entries()) {
    characters += Math.min(text.length, CHARACTERS_READ)
    if (characters > BATCH_CHARACTERS || index === BATCH_TEXTS) return index
  }
  return waiting.length
}

/** Each holds up to 70 MB; two saturate a laptop's spare cores and leave the rest to the application. */
const MAX_WORKERS = 2
/** About what the model reads of one text: 128 tokens. */
const CHARACTERS_READ = 600
/** Small, so that a visitor's question waits for at most a tenth of a second behind a document. */
const BATCH_CHARACTERS = 4 * CHARACTERS_READ
const BATCH_TEXTS = 32
/** 2 KB a vector. */
const REMEMBERED = 2_000
const LONGEST_REMEMBERED = 4_000
