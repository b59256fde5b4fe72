import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { pageHeaders, transportHeaders } from '#lib/server/page-security.ts'
import { REPLY_HEADERS } from '#lib/server/reply-headers.ts'

/**
 * Gives every page and file its security headers; Next puts the nonce it finds in the request's policy on its own
 * scripts, so that what a caller sent there never gets through.
 */
export function proxy(request: NextRequest): NextResponse {
  const { method, nextUrl } = request
  const { pathname } = nextUrl
  if (!isReadable(pathname)) return refusal(400)
  if (/^\/api\/./.test(pathname)) return NextResponse.next()
  if (method !== 'GET' && method !== 'HEAD') return refusal(405, { allow: 'GET, HEAD' })
  if (pathname !== '/' && pathname.endsWith('/')) {
    // Next makes it relative again.
    const location = new URL(request.url)
    location.pathname = pathname.replace(/\/+$/, '')
    return refusal(308, { location: location.href })
  }
  const headers = pageHeaders(randomBytes(16).toString('base64'))
  const forwarded = new Headers(request.headers)
  forwarded.set('content-security-policy', headers['content-security-policy']!)
  forwarded.delete('content-security-policy-report-only')
  const response = NextResponse.next({ request: { headers: forwarded } })
  // The frame brings a policy; what is set here would win over it.
  const added = FRAME.test(pathname) ? transportHeaders() : headers
  for (const [name, value] of Object.entries(added)) response.headers.set(name, value)
  return response
}

const FRAME = /^\/embed\/[^/]+$/

function refusal(status: number, headers: Record<string, string> = {}): NextResponse {
  const always = { ...REPLY_HEADERS, 'cache-control': 'no-store', ...transportHeaders() }
  return new NextResponse(null, { status, headers: { ...always, ...headers } })
}

/** Not, for instance, `%ED%A0%80`, half a pair: Next would fail over it. */
function isReadable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname)
    return true
  } catch {
    return false
  }
}

export const config = {
  // No list of paths but one, of which no page is made: what is forgotten on a list is open. The API's own bodies
  // are read by its routes, up to their limit; Next would read them whole before it asks here.
  matcher: ['/((?!api/.).*)', '/api/(.*%.*)'],
}
