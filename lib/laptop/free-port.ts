import { connect, createServer } from 'node:net'

/** How far we look past the wanted port before we give up. */
const LOOK_AHEAD = 100

/**
 * The first port from `wanted` on that nobody uses and that is not in `reserved`, on 127.0.0.1;
 * any free one for `wanted` 0. The answer is added to `reserved`.
 */
export async function takeFreePort(
  wanted: number,
  reserved: Set<number>,
  isFree: (port: number) => Promise<boolean> = portIsFree,
): Promise<number> {
  if (wanted === 0) {
    const port = await anyFreePort()
    if (reserved.has(port)) return takeFreePort(0, reserved, isFree)
    reserved.add(port)
    return port
  }
  for (let port = wanted; port <= Math.min(wanted + LOOK_AHEAD, 65_535); port++) {
    if (reserved.has(port) || !(await isFree(port))) continue
    reserved.add(port)
    return port
  }
  throw new Error(
    `All ports from ${wanted} to ${wanted + LOOK_AHEAD} are taken. Choose another with --port N.`,
  )
}

/** Nobody answers there on either loopback address, and we may listen. */
export async function portIsFree(port: number): Promise<boolean> {
  // Some systems let us listen on 127.0.0.1 beside somebody who listens on every address.
  if ((await somebodyAnswers('127.0.0.1', port)) || (await somebodyAnswers('::1', port))) return false
  return (await listenBriefly(port)) !== null
}

async function anyFreePort(): Promise<number> {
  const port = await listenBriefly(0)
  if (port === null) throw new Error('The system has no free port left on 127.0.0.1.')
  return port
}

function somebodyAnswers(host: string, port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ host, port, timeout: 500 })
    const done = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => done(true))
    socket.once('timeout', () => done(true))
    socket.once('error', () => done(false))
  })
}

function listenBriefly(port: number): Promise<number | null> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address()
      const got = typeof address === 'object' && address ? address.port : null
      server.close(() => resolve(got))
    })
  })
}
