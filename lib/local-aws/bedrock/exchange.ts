import { createHash, randomUUID } from 'node:crypto'
import type { LocalRequest, LocalResponse } from '../service.ts'
import { BedrockError } from './bedrock-error.ts'

/** One request and its answer, the same over HTTP/1.1 and HTTP/2. */
export interface Exchange {
  /** Aborted when the client goes away before the answer is complete. */
  gone: AbortSignal
  /** The whole body with its hash (hex), or undefined when the client went away while sending it. */
  readBody(): Promise<{ bytes: Buffer; sha256: string } | undefined>
  start(status: number, headers: Record<string, string>): void
  /** Resolves when the client has room for more; at once when it is gone. */
  write(bytes: Uint8Array): Promise<void>
  end(bytes?: Uint8Array | string): void
  /** Breaks the connection off; over HTTP/2 only this stream, because others share the socket. */
  cut(): void
  started(): boolean
}

export function openExchange(request: LocalRequest, response: LocalResponse): Exchange {
  const leaving = new AbortController()
  let ended = false
  response.once('close', () => {
    if (!ended) leaving.abort()
  })
  return {
    gone: leaving.signal,
    readBody: () => readBody(request, leaving.signal),
    start(status, headers) {
      const all = { ...headers, 'x-amzn-requestid': randomUUID() }
      if ('stream' in response) response.writeHead(status, all)
      else response.writeHead(status, all)
    },
    async write(bytes) {
      if (leaving.signal.aborted || writeTo(response, bytes)) return
      await new Promise<void>(resolve => {
        const go = () => {
          response.off('drain', go)
          leaving.signal.removeEventListener('abort', go)
          resolve()
        }
        response.once('drain', go)
        leaving.signal.addEventListener('abort', go)
      })
    },
    end(bytes) {
      ended = true
      if (bytes === undefined) response.end()
      else endWith(response, bytes)
    },
    cut() {
      ended = true
      if ('stream' in response) response.stream.close(HTTP2_INTERNAL_ERROR)
      // What was said before it still arrives.
      else response.socket?.destroySoon()
    },
    started: () => response.headersSent,
  }
}

export function sendJson(
  exchange: Exchange,
  status: number,
  body: object,
  headers: Record<string, string> = {},
) {
  exchange.start(status, { 'content-type': 'application/json', ...headers })
  exchange.end(JSON.stringify(body))
}

/** An error before the answer began. Afterwards there is nothing left to say but to break off. */
export function sendError(exchange: Exchange, error: BedrockError): void {
  if (exchange.started()) {
    exchange.cut()
    return
  }
  const original =
    error.originalStatusCode === undefined ? {} : { originalStatusCode: error.originalStatusCode }
  sendJson(
    exchange,
    error.status,
    { message: error.message, ...original },
    { 'x-amzn-errortype': error.code },
  )
}

/** Bedrock's own limit for a request of InvokeModel and Converse. */
const MAX_BODY_BYTES = 25_000_000
/** NGHTTP2_INTERNAL_ERROR, RFC 9113, 7. */
const HTTP2_INTERNAL_ERROR = 2

async function readBody(request: LocalRequest, gone: AbortSignal) {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of request) {
      length += chunk.length
      if (length <= MAX_BODY_BYTES) chunks.push(chunk)
    }
  } catch (error) {
    if (gone.aborted || (error as NodeJS.ErrnoException).code === 'ECONNRESET') return undefined
    throw error
  }
  if (length > MAX_BODY_BYTES) {
    throw new BedrockError('ValidationException', `The request is larger than ${MAX_BODY_BYTES} bytes.`)
  }
  const bytes = Buffer.concat(chunks)
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}

// The two response types overload write and end differently; these calls fit both.
function writeTo(response: LocalResponse, bytes: Uint8Array): boolean {
  return 'stream' in response ? response.write(bytes) : response.write(bytes)
}

function endWith(response: LocalResponse, bytes: Uint8Array | string): void {
  if ('stream' in response) response.end(bytes)
  else response.end(bytes)
}
