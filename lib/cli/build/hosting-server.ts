import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { isTooLong } from '#lib/server/longest-body.ts'
import { oneSlash } from '#lib/server/one-slash.ts'

/**
 * The app in Amplify Hosting: what lies beside this file is Next's standalone output and `.env.production`. Bundled to
 * `server.mjs` by hosting-bundle.ts. Amplify asks at port 3000.
 */
const AMPLIFYS_PORT = 3_000
const dir = import.meta.dirname
const port = Number(process.env.PORT ?? AMPLIFYS_PORT)
Object.assign(process.env, { NODE_ENV: 'production' })
process.chdir(dir)

const { config } = JSON.parse(readFileSync(join(dir, '.next/required-server-files.json'), 'utf8'))
process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config)
const { default: next } = await import('next')
const app = next({ dev: false, dir, conf: config, port })
await app.prepare()
const handle = app.getRequestHandler()

createServer((request, response) => {
  if (isTooLong(request)) return void turnAway(request, response)
  request.url = oneSlash(request.url!)
  void handle(request, response)
}).listen(port)
process.on('SIGTERM', () => process.exit(0))

/** What it takes is loaded then: a fresh process has better to do. */
async function turnAway(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const { refuseTooLong } = await import('#lib/server/refuse-too-long.ts')
    await refuseTooLong(request, response)
  } catch (error) {
    // Who sent it has gone.
    console.error(error)
    response.destroy()
  }
}
