import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { foreignPageHtml } from './foreign-page-html.ts'

export interface ForeignPage {
  url: string
  /** The line that a site's owner pastes; without it the page has no guide. */
  showBot(script: { docentUrl: string; botId: string }): void
  close(): Promise<void>
}

/**
 * A page of somebody else's site on a port of its own, so that the widget can be seen the way a visitor
 * sees it: from another origin, with one line of script and nothing else of ours.
 */
export async function startForeignPage(port: number): Promise<ForeignPage> {
  let line = ''
  const server = createServer((request, response) => {
    if (request.url !== '/' && !request.url?.startsWith('/?')) {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found\n')
      return
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    response.end(foreignPageHtml(line))
  })
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(port, '127.0.0.1', () => done())
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    showBot({ docentUrl, botId }) {
      line = `<script src="${docentUrl}/docent.js" data-bot="${botId}" async></script>`
    },
    async close() {
      server.closeAllConnections()
      await new Promise(done => server.close(done))
    },
  }
}
