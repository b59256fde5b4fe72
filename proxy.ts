import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { pageHeaders } from '#lib/server/page-security.ts'

/** Gives every page its security headers; Next puts the nonce it finds in the policy on its own scripts. */
export function proxy(request: NextRequest): NextResponse {
  const headers = pageHeaders(randomBytes(16).toString('base64'))
  const forwarded = new Headers(request.headers)
  forwarded.set('content-security-policy', headers['content-security-policy']!)
  const response = NextResponse.next({ request: { headers: forwarded } })
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}

export const config = {
  // Pages only: the API answers data, the frame brings its own policy, files need none.
  matcher: ['/((?!api/|embed/|_next/static|_next/image|docent.js|favicon|icon|robots.txt).*)'],
}
