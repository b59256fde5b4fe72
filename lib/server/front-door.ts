import type { IncomingMessage, ServerResponse } from 'node:http'
import { REPLY_HEADERS } from './reply-headers.ts'

/**
 * Who may come in to a server on this machine: a page elsewhere can point a name of its own at 127.0.0.1, or send
 * requests there, and the browser of whoever looks at it carries them out. Answers what is refused, and whether it
 * did. `forEverySite` names what other sites are made to ask for, `maxBytes` is for whoever reads no further by
 * itself.
 */
export function isTurnedAway(
  request: IncomingMessage,
  response: ServerResponse,
  options: { port: number; forEverySite?: RegExp; maxBytes?: number },
): boolean {
  const refused = refusalOf(request, options)
  if (!refused) return false
  const headers = { ...REPLY_HEADERS, 'content-type': 'text/plain; charset=utf-8', connection: 'close' }
  response.writeHead(refused.status, { ...headers, ...refused.headers }).end(`${refused.why}\n`)
  return true
}

interface Refusal {
  status: number
  why: string
  headers?: Record<string, string>
}

function refusalOf(request: IncomingMessage, options: Parameters<typeof isTurnedAway>[2]): Refusal | null {
  const { port, forEverySite, maxBytes } = options
  const { headers, method = '', url = '' } = request
  if (!hosts(port).includes(headers.host?.toLowerCase() ?? ''))
    return { status: 421, why: `Open it as 127.0.0.1:${port}.` }
  if (!METHODS.includes(method))
    return { status: 405, why: `${method} is not answered.`, headers: { allow: METHODS.join(', ') } }
  if (!isReadable(url)) return { status: 400, why: 'That is no address.' }
  const origin = headers.origin
  const ours = origin === undefined || hosts(port).some(host => origin === `http://${host}`)
  const forAll = (method === 'GET' || method === 'HEAD') && forEverySite?.test(url)
  if (!ours && !forAll) return { status: 403, why: 'Another site may not ask for that.' }
  // No browser sends a body without its length.
  if (maxBytes !== undefined && headers['transfer-encoding'])
    return { status: 411, why: 'Say how long it is.' }
  if (maxBytes !== undefined && Number(headers['content-length'] ?? 0) > maxBytes)
    return { status: 413, why: 'That is too long.' }
  return null
}

/** Not TRACE, which no `Request` can be made of. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

function hosts(port: number): string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`]
}

/** A path of this server, which can be decoded: not another server's address, nor half a pair of surrogates. */
function isReadable(url: string): boolean {
  if (!url.startsWith('/')) return false
  try {
    decodeURIComponent(url.split('?', 1)[0]!)
    return true
  } catch {
    return false
  }
}
