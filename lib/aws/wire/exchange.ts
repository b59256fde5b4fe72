import { Agent as HttpAgent, type IncomingMessage, request as overHttp } from 'node:http'
import { Agent as HttpsAgent, request as overHttps } from 'node:https'
import type { Address } from './find-address.ts'
import { type Waiting, WaitingCall } from './waiting.ts'

export interface HttpCall {
  method: string
  path: string
  headers: Record<string, string>
  body: string
}

/** Every answer under way holds one to its end; more than this in one process is a queue anyway. */
const MAX_CONNECTIONS = 1_000
/** Kept for the next calls; the last used is used first, so what is not needed grows old and is closed. */
const MAX_FREE_CONNECTIONS = 256

const AGENT = {
  keepAlive: true,
  scheduling: 'lifo',
  maxSockets: MAX_CONNECTIONS,
  maxFreeSockets: MAX_FREE_CONNECTIONS,
} as const

/** The connections to one service. */
export class Connections {
  readonly #http = new HttpAgent(AGENT)
  readonly #https = new HttpsAgent(AGENT)
  readonly #waiting: Waiting

  constructor(waiting: Waiting) {
    this.#waiting = waiting
  }

  /**
   * Sends one call and gives the head of its answer. Aborting, also later, destroys the connection and makes
   * the answer fail with the reason. A kept connection that the service had closed meanwhile is a `StaleConnection`.
   */
  exchange(address: Address, call: HttpCall, signal?: AbortSignal): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      const { tls, hostname: host, port } = address
      const request = (tls ? overHttps : overHttp)({
        ...{ host, port, setHost: false, agent: tls ? this.#https : this.#http },
        ...{ method: call.method, path: call.path, headers: call.headers },
      })
      let answer: IncomingMessage | undefined
      const stop = (error: Error) => void (answer ?? request).destroy(error)
      const waiting = new WaitingCall(stop)
      const abort = () => stop(asError(signal?.reason))
      signal?.addEventListener('abort', abort)
      this.#waiting.add(waiting)
      request.on('socket', socket => {
        waiting.socket = socket
      })
      request.on('response', message => {
        answer = message
        resolve(message)
      })
      request.on('error', error => {
        reject(request.reusedSocket && isClosed(error) ? new StaleConnection(error) : named(error))
      })
      request.on('close', () => {
        this.#waiting.delete(waiting)
        signal?.removeEventListener('abort', abort)
      })
      request.end(call.body)
    })
  }

  close(): void {
    this.#http.destroy()
    this.#https.destroy()
  }
}

/** It was closed while nobody used it: the call can be sent again at once. */
export class StaleConnection extends Error {
  constructor(cause: Error) {
    super('The service had closed the connection.', { cause })
    this.name = 'TimeoutError'
  }
}

function isClosed(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ECONNRESET' || error.code === 'EPIPE'
}

const SDK_CALLS_TIMEOUTS = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT'])

/** With the name under which the SDK reports it. */
export function named(error: NodeJS.ErrnoException): Error {
  return SDK_CALLS_TIMEOUTS.has(error.code ?? '') ? Object.assign(error, { name: 'TimeoutError' }) : error
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('The call was aborted.', { cause: reason })
}
