import type { z } from 'zod'

/** One route of our API: what is sent to it, what it answers, and whose word opens it. */
export interface ApiRoute {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** As its folders are called: `/api/bots/[botId]`. */
  path: `/api/${string}`
  /** The owner's access token, a ticket for one bot, or nothing. */
  caller: 'owner' | 'ticket' | 'anybody'
  /** The body; null where none is read. */
  request: z.ZodType | null
  status: 200 | 201 | 204
  /** The body, one chunk of it where it is `streamed`; null where there is none. */
  response: z.ZodType | null
  /** Answered as server-sent events, each a JSON object. */
  streamed?: true
  /**
   * Answered as a JavaScript module whose default export is the object: other people's pages may load it
   * wherever they may load our script, whatever else their policies forbid.
   */
  module?: true
}

/** A route that answers one JSON object. */
export type JsonRoute = ApiRoute & { response: z.ZodType; streamed?: never; module?: never }

/** What a route answers, parsed; undefined where there is no body. */
export type AnswerOf<Route extends ApiRoute> = Route['response'] extends z.ZodType
  ? z.output<Route['response']>
  : undefined

/** `{ botId: string }` for `/api/bots/[botId]`. */
export type ParamsOf<Path extends string> = Path extends `${string}[${infer Name}]${infer Rest}`
  ? { [Key in Name]: string } & ParamsOf<Rest>
  : unknown

/** `/api/bots/bot_1` for `/api/bots/[botId]`. */
export function pathOf<Path extends string>(path: Path, params: ParamsOf<Path>): string {
  const values = params as Record<string, string>
  return path.replace(/\[(\w+)\]/g, (_, name: string) => encodeURIComponent(values[name]!))
}
