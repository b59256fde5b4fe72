/** One model call, as tests see it through `GET /_bedrock/calls`. */
export interface ModelCall {
  id: number
  /** ISO time at which the call arrived. */
  at: string
  model: string
  operation: string
  /** The client went away before the answer was complete. */
  aborted: boolean
  finished: boolean
  wordsSent: number
  /** The last user message, or the text to embed; cut at 2,000 characters. */
  lastUserText: string
  /** The exception it ended with. */
  error?: string
}

export interface CallLog {
  open(model: string, operation: string, at: Date): ModelCall
  list(): ModelCall[]
  clear(): void
}

export function createCallLog(): CallLog {
  let calls: ModelCall[] = []
  let next = 1
  return {
    open(model, operation, at) {
      const call: ModelCall = {
        id: next++,
        at: at.toISOString(),
        model,
        operation,
        aborted: false,
        finished: false,
        wordsSent: 0,
        lastUserText: '',
      }
      calls.push(call)
      if (calls.length > 2 * KEPT_CALLS) calls = calls.slice(-KEPT_CALLS)
      return call
    },
    list: () => calls.slice(-KEPT_CALLS),
    clear() {
      calls = []
    },
  }
}

export const KEPT_TEXT = 2_000

/** Enough for a bench of thousands of streams to look back on its last ones without growing for ever. */
const KEPT_CALLS = 2_000
