import type { z } from 'zod'
import { networkProblem, problemOfResponse } from './api-problem.ts'

interface ApiClientOptions {
  /** A fresh access token, or null where nobody is signed in. */
  accessToken: () => Promise<string | null>
  /** Called when the server no longer knows who is asking. */
  onSignedOut: () => void
  fetch?: typeof fetch
}

export interface ApiCall {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  body?: unknown
  signal?: AbortSignal
  /** Instead of the owner's own: a ticket. */
  bearer?: string
}

export type CallApi = <Answer>(schema: z.ZodType<Answer>, path: string, call?: ApiCall) => Promise<Answer>

/**
 * Calls our API as the signed-in owner and parses what comes back. Throws an `ApiProblem` for every
 * refusal and for a network that does not answer; an abort through `signal` is thrown on as it is.
 */
export function createApiClient(options: ApiClientOptions): CallApi {
  const send = options.fetch ?? ((input: string, init: RequestInit) => fetch(input, init))

  return async (schema, path, call = {}) => {
    const { method = 'GET', body, signal } = call
    const bearer = call.bearer ?? (await options.accessToken())
    let status: number
    let text: string
    try {
      const response = await send(path, {
        method,
        headers: {
          ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: signal ?? null,
        cache: 'no-store',
      })
      status = response.status
      text = await response.text()
    } catch (error) {
      if (signal?.aborted) throw error
      throw networkProblem(error)
    }
    if (status < 200 || status > 299) {
      const problem = problemOfResponse(status, text)
      if (status === 401 && call.bearer === undefined) options.onSignedOut()
      throw problem
    }
    return schema.parse(text === '' ? undefined : JSON.parse(text))
  }
}
