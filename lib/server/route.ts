import { z } from 'zod'
import type { Caller } from '#lib/core/bots/caller.ts'
import type { JsonRoute } from '#lib/core/contract/api-route.ts'
import { pathParameters } from '#lib/core/contract/path-parameters.ts'
import { assertOpen } from '#lib/core/deletion/close-account.ts'
import { DocentError } from '#lib/core/errors.ts'
import { type Deps, deps } from './deps.ts'
import { errorResponse } from './error-response.ts'
import { transportHeaders } from './page-security.ts'
import { REPLY_HEADERS } from './reply-headers.ts'
import { idOfRequest, requestId, withRequestId } from './request-id.ts'
import { sessionVerifier } from './session.ts'

export type Params = Record<string, string>
/** What Next calls; a Lambda calls it with the parameters of its own path. */
export type Route = (request: Request, context: { params: Promise<Params> }) => Promise<Response>

/**
 * A route that answers anybody: the handler is its own gate. All that happens for a request happens under
 * its id, which the answer names in `x-request-id`. No store is asked for what cannot be an id; `refuseId` words
 * that where people see it.
 */
export function publicRoute(
  handle: (request: Request, params: Params, deps: Deps) => Promise<Response>,
  refuseId: (error: DocentError) => Response = errorResponse,
): Route {
  return (request, { params }) =>
    withRequestId(idOfRequest(request), async () => {
      const response = await answer(async () => {
        const ids = await params
        return areIds(ids) ? handle(request, ids, deps()) : refuseId(nothingThere())
      })
      response.headers.set('x-request-id', requestId()!)
      return secured(response)
    })
}

/** Next gives none to a path without brackets. */
const paramsSchema = z.strictObject(pathParameters).partial().optional()

function areIds(params: Params): boolean {
  return paramsSchema.safeParse(params).success
}

export function nothingThere(): DocentError {
  return new DocentError('not-found', 'There is nothing at this address.', 'Look whether it is whole.')
}

/** Data and refusals run nothing and stand in no frame; what brings a policy of its own keeps it. */
function secured(response: Response): Response {
  for (const [name, value] of Object.entries({ ...REPLY_HEADERS, ...transportHeaders() })) {
    if (!response.headers.has(name)) response.headers.set(name, value)
  }
  return response
}

async function answer(handle: () => Promise<Response>): Promise<Response> {
  try {
    return await handle()
  } catch (error) {
    return errorResponse(error)
  }
}

/**
 * A route for signed-in owners: nothing is read, parsed or spent before the token is verified. A token lives on for
 * hours after its account was deleted: it changes nothing any more, unless the route is there for that (`whenClosed`).
 */
export function ownerRoute(
  handle: (caller: Caller, request: Request, params: Params, deps: Deps) => Promise<Response>,
  { whenClosed = false } = {},
): Route {
  return publicRoute(async (request, params, deps) => {
    verify ??= sessionVerifier(deps.settings)
    const caller = await verify(request)
    await deps.ownerCalls.count(request.method, caller)
    if (request.method !== 'GET' && !whenClosed) await assertOpen(deps.accounts, caller)
    return handle(caller, request, params, deps)
  })
}

let verify: ((request: Request) => Promise<Caller>) | undefined

/**
 * A body as its route's contract has it: what the contract does not name is left out, however much the
 * handler was given. What belongs to one person is kept by no cache.
 */
export function reply<Route extends JsonRoute>(
  { status, response, method, path }: Route,
  body: z.input<Route['response']>,
): Response {
  const json = JSON.stringify(response.parse(body))
  const bytes = Buffer.byteLength(json)
  if (bytes > MAX_REPLY_BYTES) throw new Error(`${method} ${path} would answer ${bytes} bytes.`)
  return new Response(json, { status, headers: { 'content-type': 'application/json', ...KEPT_BY_NOBODY } })
}

/** A web host hands on 5.72 MB, and says of more what nobody understands. `hosting-limits.test.ts` knows what is largest. */
export const MAX_REPLY_BYTES = 5_000_000

/** Said twice: some caches know one of the words only. */
const KEPT_BY_NOBODY = { 'cache-control': 'private, no-store' }

export function nothing(): Response {
  return new Response(null, { status: 204, headers: KEPT_BY_NOBODY })
}
