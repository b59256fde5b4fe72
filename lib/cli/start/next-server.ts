import { createServer } from 'node:http'
import next from 'next'

/**
 * The app in production mode: `node lib/cli/start/next-server.ts PORT`, on 127.0.0.1. What `next start` does,
 * and one thing more: nobody stands before this server, so who calls is who holds the connection. What a
 * request claims about itself (`X-Forwarded-For`) would let one caller be counted as many.
 */
const port = Number(process.argv[2])
const HOSTNAME = '127.0.0.1'
const app = next({ dev: false, hostname: HOSTNAME, port })
await app.prepare()
const handle = app.getRequestHandler()

const server = createServer((request, response) => {
  request.headers['x-forwarded-for'] = request.socket.remoteAddress
  void handle(request, response)
})
server.listen(port, HOSTNAME)
process.on('SIGTERM', () => process.exit(0))
