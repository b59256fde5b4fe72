import type { OpenStore } from './store.ts'

export interface HandlerContext {
  store: OpenStore
  now: () => Date
}

/** One operation: the request's JSON in, the answer's JSON out. Rejects with a refusal. */
export type Handler = (context: HandlerContext, fields: Record<string, unknown>) => Promise<unknown>
