import type { Twin } from './twin-of.ts'

/** More at once only make each slower, and a phone's line stays usable with three. */
export const MAX_AT_ONCE = 3

/**
 *     added ──► checking ──────► queued ──► asking ──► sending ──► (gone: arrived)
 *       │          │       ┌───►  │           └───┬──────┘
 *       ▼          ▼       │      ▼               ▼
 *    refused   undecided ──┘  (gone: cancelled)  failed ──► queued again
 *
 * `undecided`: its owner is asked, since it is here already.
 */
export type UploadState = 'checking' | 'undecided' | 'queued' | 'asking' | 'sending' | 'refused' | 'failed'

export interface Upload {
  key: string
  name: string
  size: number
  state: UploadState
  /** Bytes that left this computer. */
  sent: number
  /** The server's id of the document, once it has agreed to take it. */
  documentId: string | null
  /** The document that this one takes the place of. */
  replaces: string | null
  /** What its content is compared by, once it has been read. */
  fileHash: string | null
  /** What is here already, while its owner decides. */
  twin: Twin | null
  problem: UploadProblem | null
}

export interface UploadProblem {
  reason: string
  nextStep: string
}

export type UploadEvent =
  | { type: 'added'; uploads: ReadonlyArray<NewUpload> }
  | { type: 'checked'; key: string; fileHash: string | null; twin: Twin | null }
  /** It takes the place of a document, or of none. */
  | { type: 'decided'; key: string; replaces: string | null }
  | { type: 'asked'; key: string }
  | { type: 'accepted'; key: string; documentId: string }
  | { type: 'progressed'; key: string; sent: number }
  | { type: 'failed'; key: string; problem: UploadProblem; retryable: boolean }
  | { type: 'retried'; key: string }
  /** Arrived, cancelled or put away: the row goes. */
  | { type: 'left'; key: string }

export interface NewUpload {
  key: string
  name: string
  size: number
  replaces?: string | null
  /** Why it cannot be uploaded at all. */
  refusal: UploadProblem | null
}

/** The next state of the queue. What no longer fits (progress of an upload that left) changes nothing. */
export function uploadQueue(queue: readonly Upload[], event: UploadEvent): readonly Upload[] {
  switch (event.type) {
    case 'added':
      return [...queue, ...event.uploads.map(begin)]
    case 'checked':
      return change(queue, event.key, ['checking'], {
        state: event.twin ? 'undecided' : 'queued',
        fileHash: event.fileHash,
        twin: event.twin,
      })
    case 'decided':
      return change(queue, event.key, ['undecided'], {
        state: 'queued',
        replaces: event.replaces,
        twin: null,
      })
    case 'asked':
      return change(queue, event.key, ['queued'], { state: 'asking' })
    case 'accepted':
      return change(queue, event.key, ['asking'], { state: 'sending', documentId: event.documentId })
    case 'progressed':
      return change(queue, event.key, ['sending'], { sent: event.sent })
    case 'failed':
      return change(queue, event.key, ['asking', 'sending'], {
        state: event.retryable ? 'failed' : 'refused',
        problem: event.problem,
        sent: 0,
      })
    case 'retried':
      return change(queue, event.key, ['failed'], {
        state: 'queued',
        problem: null,
        documentId: null,
        sent: 0,
      })
    case 'left':
      return queue.filter(upload => upload.key !== event.key)
  }
}

/** Those that may begin now, oldest first. */
export function startable(queue: readonly Upload[]): Upload[] {
  const under = queue.filter(isUnderWay).length
  return queue.filter(({ state }) => state === 'queued').slice(0, Math.max(0, MAX_AT_ONCE - under))
}

export function isUnderWay({ state }: Pick<Upload, 'state'>): boolean {
  return state === 'asking' || state === 'sending'
}

/** Leaving the page now would lose something. */
export function isUnfinished(upload: Pick<Upload, 'state'>): boolean {
  return ['checking', 'undecided', 'queued'].includes(upload.state) || isUnderWay(upload)
}

function begin(added: NewUpload): Upload {
  return {
    key: added.key,
    name: added.name,
    size: added.size,
    state: added.refusal ? 'refused' : 'checking',
    sent: 0,
    documentId: null,
    replaces: added.replaces ?? null,
    fileHash: null,
    twin: null,
    problem: added.refusal,
  }
}

function change(
  queue: readonly Upload[],
  key: string,
  from: readonly UploadState[],
  fields: Partial<Upload>,
): readonly Upload[] {
  return queue.map(upload =>
    upload.key === key && from.includes(upload.state) ? { ...upload, ...fields } : upload,
  )
}
