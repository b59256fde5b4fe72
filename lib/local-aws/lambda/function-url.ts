import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import type { LocalFunction } from './function.ts'
import { FunctionError, Throttled } from './function-error.ts'
import { splitPrelude } from './split-prelude.ts'
import { urlEvent } from './url-event.ts'

export interface UrlCors {
  allowOrigins: string[]
  allowMethods: string[]
  allowHeaders: string[]
  maxAgeSeconds: number
}

export interface FunctionUrl {
  url: string
  close(): Promise<void>
}

/**
 * A Function URL with `InvokeMode: RESPONSE_STREAM` and `AuthType: NONE` on loopback.
 * As in AWS, a function does not hear that its caller went away; with `hangUpWithCaller` its stream closes
 * then, so that what it would do can be seen.
 */
export async function serveFunctionUrl(
  fn: LocalFunction,
  options: { cors: UrlCors; hangUpWithCaller?: boolean },
): Promise<FunctionUrl> {
  const server = createServer((request, response) => {
    answer(fn, options, request, response).catch(error => {
      if (!(error instanceof FunctionError) && !(error instanceof Throttled))
        console.error('local-aws:', error)
      refuse(
        response,
        error instanceof Throttled ? 429 : 502,
        error instanceof Throttled ? error.message : 'Internal Server Error',
      )
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      server.closeAllConnections()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}

async function answer(
  fn: LocalFunction,
  { cors, hangUpWithCaller = false }: { cors: UrlCors; hangUpWithCaller?: boolean },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { origin } = request.headers
  const allowed = origin !== undefined && cors.allowOrigins.some(each => each === '*' || each === origin)
  if (allowed) response.setHeader('access-control-allow-origin', origin).setHeader('vary', 'Origin')
  if (request.method === 'OPTIONS' && request.headers['access-control-request-method']) {
    if (allowed) {
      response
        .setHeader('access-control-allow-methods', cors.allowMethods.join(','))
        .setHeader('access-control-allow-headers', cors.allowHeaders.join(','))
        .setHeader('access-control-max-age', String(cors.maxAgeSeconds))
    }
    response.writeHead(200).end()
    return
  }
  const event = await urlEvent(request)
  if (!event) return refuse(response, 413, 'Request Entity Too Large')
  const { contentType, body, ended } = await fn.stream(event)
  const { statusCode, headers, rest } = await splitPrelude(contentType, body)
  for (const [name, value] of Object.entries(headers)) {
    // A browser refuses what comes twice, and AWS does not take ours away.
    if (allowed && name.startsWith('access-control-')) response.appendHeader(name, value)
    else response.setHeader(name, value)
  }
  response.writeHead(statusCode)
  response.flushHeaders()
  if (hangUpWithCaller) response.once('close', () => body.destroy())
  await pass(rest, response)
  await ended
}

const BROKEN_OFF = new Set(['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE'])

/** At the caller's pace; without a caller to the end, into nothing. */
async function pass(from: AsyncIterable<Buffer> & Readable, to: ServerResponse): Promise<void> {
  try {
    for await (const piece of from) {
      if (to.destroyed || to.write(piece)) continue
      await new Promise<void>(resolve => to.once('drain', resolve).once('close', resolve))
    }
    to.end()
  } catch (error) {
    // The function broke off, or its caller did and it was told: either way the connection ends here.
    if (!BROKEN_OFF.has((error as NodeJS.ErrnoException).code ?? '')) throw error
    to.destroy()
  }
}

function refuse(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent) response.destroy()
  else
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify({ Message: message }))
}
