import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { customHeadersOf, parseCustomHeaders } from './custom-headers.ts'
import { routeOf } from './route-of.ts'

/** Of a request's body and of a response; AWS says 6 MB and 5.72 MB. */
const MAX_REQUEST_BYTES = 6 * 1_024 * 1_024
const MAX_RESPONSE_BYTES = 5.72 * 1_024 * 1_024
/** Not adjustable at AWS. */
const MAX_MS = 30_000
const START_MS = 30_000

interface Manifest {
  routes: { path: string; target: Target; fallback?: Target }[]
  computeResources: { name: string; entrypoint: string }[]
}
type Target = { kind: 'Static'; cacheControl?: string } | { kind: 'Compute'; src: string }

/**
 * Amplify Hosting on loopback: routes of the bundle's manifest, first match wins; static files with what the route
 * says of their keeping; everything else to the bundle's own server, whose answers are handed on whole, never
 * streamed. `environment` is all that the server has around it, `customHttp` the text of the repository's
 * `customHttp.yml`, whose headers go on whatever is answered. It does not carry: image optimization, redirects, more
 * than one compute resource, freezing between requests.
 * Source: "Using the Amplify Hosting deployment specification", "Setting custom headers" and "Quotas", Amplify Hosting
 * user guide.
 */
export async function serveHosting(options: {
  bundle: string
  environment: Record<string, string>
  customHttp: string
  port: number
  /** What the server printed. */
  onLine?: (line: string) => void
}): Promise<{ url: string; compute: ChildProcess; close(): Promise<void> }> {
  const { bundle, environment, port, onLine } = options
  const customHeaders = parseCustomHeaders(options.customHttp)
  const manifest: Manifest = JSON.parse(readFileSync(join(bundle, 'deploy-manifest.json'), 'utf8'))
  const [resource] = manifest.computeResources
  const compute = await startCompute(join(bundle, 'compute', resource!.name), resource!.entrypoint)
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch(error => {
      if (!outgoing.headersSent) outgoing.writeHead(error instanceof TooSlow ? 504 : 502).end()
      else outgoing.destroy()
    })
  })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))

  async function startCompute(folder: string, entrypoint: string) {
    const computePort = await freePort()
    const child = spawn(process.execPath, [entrypoint], {
      cwd: folder,
      env: { ...environment, PORT: String(computePort) } as unknown as NodeJS.ProcessEnv,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => onLine?.(text.trimEnd()))
    await listens(child, computePort)
    return { child, port: computePort }
  }

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const path = incoming.url!.split('?', 1)[0]!
    const route = routeOf(manifest.routes, path)
    if (route?.target.kind === 'Static') {
      const file = fileIn(join(bundle, 'static'), path)
      if (file) {
        const { cacheControl } = route.target
        const kept = cacheControl && { 'cache-control': cacheControl }
        return sendFile(file, { ...kept, ...customHeadersOf(customHeaders, path, 200) }, outgoing)
      }
      if (!route.fallback)
        return void outgoing.writeHead(404, customHeadersOf(customHeaders, path, 404)).end()
    }
    await ask(incoming, outgoing, path)
  }

  async function ask(incoming: IncomingMessage, outgoing: ServerResponse, path: string): Promise<void> {
    // Read to its end all the same: whoever is still sending would hear a reset instead of the answer.
    const body = await buffer(incoming)
    if (body.length > MAX_REQUEST_BYTES) return void outgoing.writeHead(413, { connection: 'close' }).end()
    const from = [incoming.headers['x-forwarded-for'], incoming.socket.remoteAddress]
      .filter(Boolean)
      .join(', ')
    const { 'transfer-encoding': _, connection: __, ...headers } = incoming.headers
    const asked = request({
      host: '127.0.0.1',
      port: compute.port,
      method: incoming.method,
      path: incoming.url,
      headers: { ...headers, 'x-forwarded-for': from, 'content-length': body.length },
      signal: AbortSignal.timeout(MAX_MS),
    })
    asked.end(body)
    const [response] = (await once(asked, 'response').catch(error => {
      throw error.name === 'AbortError' ? new TooSlow() : error
    })) as [IncomingMessage]
    const whole = await buffer(response)
    if (whole.length > MAX_RESPONSE_BYTES) throw new Error('The response is too large.')
    const { 'transfer-encoding': ___, connection: ____, ...answered } = response.headers
    const status = response.statusCode!
    const added = customHeadersOf(customHeaders, path, status)
    outgoing.writeHead(status, { ...answered, ...added, 'content-length': whole.length })
    outgoing.end(incoming.method === 'HEAD' ? undefined : whole)
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    compute: compute.child,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      const { child } = compute
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

class TooSlow extends Error {}

function fileIn(folder: string, path: string): string | null {
  const file = normalize(join(folder, decodeURIComponent(path)))
  return file.startsWith(folder) && statSync(file, { throwIfNoEntry: false })?.isFile() ? file : null
}

const TYPES: Record<string, string> = {
  '.js': 'application/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
}

function sendFile(file: string, headers: Record<string, string>, outgoing: ServerResponse): void {
  outgoing.writeHead(200, {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'content-length': statSync(file).size,
    ...headers,
  })
  createReadStream(file).pipe(outgoing)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}

async function listens(child: ChildProcess, port: number): Promise<void> {
  const until = Date.now() + START_MS
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The bundle's server ended with ${child.exitCode}.`)
    const answered = await fetch(`http://127.0.0.1:${port}/docent.js`, { method: 'HEAD' }).catch(() => null)
    if (answered) return
    if (Date.now() > until) throw new Error(`The bundle's server did not answer within ${START_MS} ms.`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}
