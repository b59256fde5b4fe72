import { createServer as createHttp1, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttp2 } from 'node:http2'
import { type AddressInfo, createServer as createTcp, type Socket } from 'node:net'
import type { LocalRequest, LocalResponse } from './service.ts'

export interface OnePort {
  port: number
  /** Stops listening, lets answers under way finish for a moment, then closes every connection. */
  close(): Promise<void>
}

/** How long an answer under way may take to finish when we stop; a chat stream may run far longer. */
const GRACE_MS = 500

/**
 * Longer than any SDK client keeps an idle connection: when the server hangs up first, a client
 * that is just then reusing the connection sees a reset instead of an answer.
 */
const KEEP_ALIVE_MS = 10 * 60_000

/**
 * Serves HTTP/1.1 and cleartext HTTP/2 with prior knowledge on one port of 127.0.0.1.
 * The first bytes tell which: every HTTP/2 connection opens with `PRI * HTTP/2.0`, and no
 * HTTP/1 method starts with `PRI` (RFC 9113, 3.4). Port 0 picks a free one.
 */
export async function listenOnOnePort(
  port: number,
  answer: (request: LocalRequest, response: LocalResponse) => void,
): Promise<OnePort> {
  const sockets = new Set<Socket>()
  let underWay = 0
  let becameIdle = () => {}

  const counted = (request: LocalRequest, response: LocalResponse) => {
    underWay += 1
    response.once('close', () => {
      underWay -= 1
      if (underWay === 0) becameIdle()
    })
    answer(request, response)
  }
  const http1 = createHttp1(
    { keepAliveTimeout: KEEP_ALIVE_MS },
    (request: IncomingMessage, response: ServerResponse) => counted(request, response),
  )
  http1.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    response.writeContinue()
    counted(request, response)
  })
  const http2 = createHttp2(counted)

  const tcp = createTcp({ noDelay: true }, socket => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    sniff(socket, isHttp2 => {
      const server = isHttp2 ? http2 : http1
      server.emit('connection', socket)
    })
  })
  await new Promise<void>((resolve, reject) => {
    tcp.once('error', reject)
    tcp.listen(port, '127.0.0.1', () => {
      tcp.off('error', reject)
      resolve()
    })
  })

  return {
    port: (tcp.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>(resolve => tcp.close(() => resolve()))
      if (underWay > 0) {
        await new Promise<void>(resolve => {
          const timer = setTimeout(resolve, GRACE_MS)
          becameIdle = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** Looks at the first bytes of a connection and puts them back before anyone else reads. */
function sniff(socket: Socket, decide: (isHttp2: boolean) => void): void {
  let seen = Buffer.alloc(0)
  const hungUp = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNRESET') console.error('local-aws: connection', error)
  }
  const look = (chunk: Buffer) => {
    seen = Buffer.concat([seen, chunk])
    // Two bytes are not enough: POST, PUT and PATCH share the P with PRI.
    if (seen.length < 3) return
    socket.off('data', look)
    socket.off('error', hungUp)
    socket.pause()
    socket.unshift(seen)
    const isHttp2 = seen.toString('latin1', 0, 3) === 'PRI'
    decide(isHttp2)
    // An HTTP/2 session reads what we put back by itself; resumed, the socket would throw it away.
    if (!isHttp2) socket.resume()
  }
  socket.on('error', hungUp)
  socket.on('data', look)
}
