import type { z } from 'zod'
import { type AnswerOf, type ApiRoute, type ParamsOf, pathOf } from '../core/contract/api-route.ts'
import { problemOfResponse, reached } from './api-problem.ts'

interface ApiClientOptions {
  /** A fresh access token, or null where nobody is signed in. */
  accessToken: () => Promise<string | null>
  /** Called when the server no longer knows who is asking. */
  onSignedOut: () => void
  fetch?: typeof fetch
}

/** What a call of this route needs to be given. */
export type ApiCall<Route extends ApiRoute> = {
  signal?: AbortSignal
  /** Instead of the owner's own: a ticket. */
  bearer?: string
} & (unknown extends ParamsOf<Route['path']> ? unknown : { params: ParamsOf<Route['path']> }) &
  (Route['request'] extends z.ZodType ? { body: z.input<Route['request']> } : unknown)

export type CallApi = <Route extends ApiRoute>(route: Route, call: ApiCall<Route>) => Promise<AnswerOf<Route>>

/**
 * Calls our API as the signed-in owner and parses what comes back as the contract has it. Throws an
 * `ApiProblem` for every refusal and for a network that does not answer; an abort through `signal` is
 * thrown on as it is.
 */
export function createApiClient(options: ApiClientOptions): CallApi {
  const send = options.fetch ?? ((input: string, init: RequestInit) => fetch(input, init))

  return async <Route extends ApiRoute>({ method, path, response: schema }: Route, call: ApiCall<Route>) => {
    const { signal, bearer: ticket, params = {}, body } = call as Partial<Call>
    const bearer = ticket ?? (await options.accessToken())
    const init = {
      method,
      headers: {
        ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal ?? null,
      cache: 'no-store' as const,
    }
    const response = await reached(send(pathOf<string>(path, params), init))
    const text = await reached(response.text())
    if (!response.ok) {
      if (response.status === 401 && ticket === undefined) options.onSignedOut()
      throw problemOfResponse(response.status, text)
    }
    return schema?.parse(JSON.parse(text)) as AnswerOf<Route>
  }
}

/** An `ApiCall` of whichever route. */
interface Call {
  signal: AbortSignal
  bearer: string
  params: Record<string, string>
  body: unknown
}
