import { readFile } from 'node:fs/promises'
import { isForLoopback } from '../front-door.ts'
import type { LocalRequest, LocalResponse } from '../service.ts'
import type { Mailbox } from './mailbox.ts'
import { mailboxPage, mailboxPolicy } from './mailbox-page.ts'

const PATH = /^\/_mailbox(?:\.json|\/(inter|newsreader)\.woff2)?(?:\?|$)/

export function isMailbox(url: string): boolean {
  return PATH.test(url)
}

/** The mailbox for people, for tests, and the page's two fonts. */
export async function answerMailbox(request: LocalRequest, response: LocalResponse, mailbox: Mailbox) {
  request.resume()
  const url = new URL(request.url ?? '/', 'http://loopback')
  const font = PATH.exec(request.url ?? '')?.[1]
  // A page elsewhere can point its own name at this computer and would then be let in by the browser.
  if (!isForLoopback(request))
    return answer(response, 403, 'text/plain; charset=utf-8', 'Open it as 127.0.0.1.\n')
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return answer(response, 405, 'text/plain; charset=utf-8', 'Only GET.\n')
  }
  if (font !== undefined) return answer(response, 200, 'font/woff2', await readFile(fontFile(font)))
  const to = url.searchParams.get('to') ?? undefined
  const mails = mailbox.read(to)
  if (url.pathname === '/_mailbox.json')
    return answer(response, 200, 'application/json', JSON.stringify(mails))
  response.setHeader('content-security-policy', mailboxPolicy)
  response.setHeader('referrer-policy', 'no-referrer')
  const language = request.headers['accept-language']
  answer(response, 200, 'text/html; charset=utf-8', mailboxPage(mails, { to, language }))
}

function answer(response: LocalResponse, status: number, type: string, body: string | Buffer): void {
  response.statusCode = status
  response.setHeader('content-type', type)
  response.setHeader('content-length', Buffer.byteLength(body))
  response.setHeader('cache-control', type.startsWith('font') ? 'max-age=86400' : 'no-store')
  response.setHeader('x-content-type-options', 'nosniff')
  response.end(body)
}

function fontFile(name: string): URL {
  return new URL(import.meta.resolve(`@fontsource-variable/${name}/files/${name}-latin-wght-normal.woff2`))
}
