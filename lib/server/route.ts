import { errorResponse } from './error-response.ts'
import { type Session, sessionVerifier } from './session.ts'
import { type World, world } from './world.ts'

export type Params = Record<string, string>
/** What Next calls; a Lambda calls it with the parameters of its own path. */
export type Route = (request: Request, context: { params: Promise<Params> }) => Promise<Response>

/** A route that answers anybody: the handler is its own gate. */
export function publicRoute(
  handle: (request: Request, params: Params, world: World) => Promise<Response>,
): Route {
  return async (request, { params }) => {
    try {
      return await handle(request, await params, world())
    } catch (error) {
      return errorResponse(error)
    }
  }
}

/** A route for signed-in owners: nothing is read, parsed or spent before the token is verified. */
export function ownerRoute(
  handle: (owner: Session, request: Request, params: Params, world: World) => Promise<Response>,
): Route {
  return publicRoute(async (request, params, world) => {
    verify ??= sessionVerifier(world.settings)
    return handle(await verify(request), request, params, world)
  })
}

let verify: ((request: Request) => Promise<Session>) | undefined

/** What belongs to one person is kept by no cache. */
export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } })
}

export function nothing(): Response {
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
}
