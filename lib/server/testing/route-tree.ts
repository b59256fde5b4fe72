import { readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Params } from '../route.ts'

const APP = join(import.meta.dirname, '../../../app')
export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type Method = (typeof methods)[number]
type Handler = (request: Request, context: { params: Promise<Params> }) => Promise<Response> | Response

export interface RouteOfApp {
  method: Method
  /** As Next writes it: `/api/bots/[botId]`. */
  path: string
  handle: Handler
}

/** Every handler under `app/`, found as Next finds them: a `route.ts` in a folder, a function per method. */
export async function routesOfApp(): Promise<RouteOfApp[]> {
  const files = readdirSync(APP, { recursive: true, encoding: 'utf8' }).filter(file =>
    /(^|[\\/])route\.tsx?$/.test(file),
  )
  const routes: RouteOfApp[] = []
  for (const file of files.toSorted()) {
    const path = `/${relative('.', join(file, '..'))
      .split(sep)
      .filter(part => !/^\(.*\)$/.test(part))
      .join('/')}`
    const module = (await import(pathToFileURL(join(APP, file)).href)) as Partial<Record<Method, Handler>>
    for (const method of methods) {
      const handle = module[method]
      if (handle) routes.push({ method, path, handle })
    }
  }
  return routes
}

/** Answers a request as Next would: the route whose path fits, with its parameters. */
export function dispatcher(routes: RouteOfApp[], origin: string) {
  return async (method: Method, path: string, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(path, origin)
    for (const route of routes) {
      const params = route.method === method && match(route.path, url.pathname)
      if (!params) continue
      const request = new Request(url, { method, ...init })
      return route.handle(request, { params: Promise.resolve(params) })
    }
    return new Response(null, { status: 404 })
  }
}

function match(pattern: string, pathname: string): Params | null {
  const [wanted, given] = [pattern.split('/'), pathname.split('/')]
  if (wanted.length !== given.length) return null
  const params: Params = {}
  for (const [index, part] of wanted.entries()) {
    const name = /^\[(\w+)\]$/.exec(part)?.[1]
    if (name) params[name] = decodeURIComponent(given[index]!)
    else if (part !== given[index]) return null
  }
  return params
}
