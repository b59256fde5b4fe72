import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
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
  request.url = oneSlash(request.url!)
  void handle(request, response)
}).listen(port)
process.on('SIGTERM', () => process.exit(0))
