import { createServer } from 'node:http'
import next from 'next'
import { isTurnedAway } from '#lib/server/front-door.ts'
import { LONGEST_BODY_BYTES } from '#lib/server/longest-body.ts'
import { oneSlash } from '#lib/server/one-slash.ts'

/**
 * The app in production mode: `node lib/cli/start/next-server.ts PORT`, on 127.0.0.1. What `next start` does,
 * and more: nobody stands before this server, so it looks itself at who comes (`front-door.ts`), and who calls is
 * who holds the connection. What a request claims about itself (`X-Forwarded-For`) would let one caller be counted
 * as many.
 */
const port = Number(process.argv[2])
const HOSTNAME = '127.0.0.1'
/** The script, a guide's colour and its frame: made for the pages of other sites. */
const FOR_EVERY_SITE = /^\/(docent\.js|embed\/[\w-]+|api\/embed\/[\w-]+\/look)(\?|$)/

const app = next({ dev: false, hostname: HOSTNAME, port })
await app.prepare()
const handle = app.getRequestHandler()

const server = createServer((request, response) => {
  if (isTurnedAway(request, response, { port, forEverySite: FOR_EVERY_SITE, maxBytes: LONGEST_BODY_BYTES }))
    return
  request.url = oneSlash(request.url!)
  request.headers['x-forwarded-for'] = request.socket.remoteAddress
  void handle(request, response)
})
server.listen(port, HOSTNAME)
process.on('SIGTERM', () => process.exit(0))
