import { type IncomingHttpHeaders, request } from 'node:http'
import { expect, test } from './docent-test.ts'

const CALLERS_NONCE = 'bm9uY2Utb2YtdGhlLWNhbGxlcg=='
const LONG_ID = 'x'.repeat(3_000)

/** Files, pages, the API, the frame, redirects, what is nowhere, and what no browser would send. */
const PATHS = [
  ...['/', '/sign-in', '/bots', '/bots/bot_1/knowledge', '/docent.js', '/icon.svg', '/unknown'],
  ...['/iconx', '/docent.jsx', '/favicon.ico', '/robots.txt', '/404', '/_not-found', '/_error', '/.env'],
  ...[
    '/_next',
    '/_next/nothing',
    '/_next/static/nothing',
    '/_next/image?url=x',
    '/_next/data/x/embed/a.json',
    '/_next/data/x/api/bots.json',
  ],
  ...['/api', '/api/', '/api/unknown', '/api/health', '/api/bots', '/api/bots/', '/api/embed/a/look'],
  ...['/embed', '/embed/', '/embed/a', '/embed/a/', '/embed/a/b', '/embed//a', '//embed/a', '/embed/a.json'],
  ...['/embed/a.rsc', '/embed/a?_rsc=1', '/embed/a%2Fb', '/%65mbed/a', '/embed/..%2fx', '/embed/%2e%2e'],
  ...['/embed/a.segments/x.segment.rsc', '/sign-in.rsc', '/a%2Fb', '//elsewhere.example/', '/sign-in/'],
  ...['/embed/%20', '/embed/%00', '/embed/%ED%A0%80', '/bots/%ED%A0%80', '/%ED%A0%80', '/%', '/%00'],
  ...[`/embed/${LONG_ID}`, `/api/embed/${LONG_ID}/look`, '/api/embed/%ED%A0%80/look', '/api/chat/%00'],
]

const asThePage = PATHS.map(path => ({ path, more: {} }))
/** As Next's own router asks for what a page is made of. */
const asItsRouter = PATHS.map(path => ({ path, more: { rsc: '1' } }))

for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS', 'TRACE']) {
  test(`every reply to ${method} carries a policy, and none takes the caller's nonce`, async ({ stage }) => {
    for (const { path, more } of [...asThePage, ...asItsRouter]) {
      const policy = `script-src 'nonce-${CALLERS_NONCE}' 'strict-dynamic'`
      const { status, headers, body } = await ask(stage.appUrl, method, path, {
        'content-security-policy': policy,
        'content-security-policy-report-only': policy,
        'x-nonce': CALLERS_NONCE,
        ...more,
      })
      const told = `${method} ${path.slice(0, 60)} ${JSON.stringify(more)}: ${status}`
      expect(String(headers['content-security-policy']), told).toContain("default-src 'none'")
      expect(String(headers['content-security-policy']), told).toContain('frame-ancestors')
      expect(headers['x-content-type-options'], told).toBe('nosniff')
      // This installation's address is http: a promise of https would lock people out.
      expect(headers['strict-transport-security'], told).toBeUndefined()
      expect((JSON.stringify(headers) + body).includes(CALLERS_NONCE), told).toBe(false)
      expect(status, told).toBeLessThan(500)
    }
  })
}

test('only the frame may stand on other sites', async ({ stage }) => {
  for (const path of PATHS) {
    const { headers } = await ask(stage.appUrl, 'GET', path)
    const ancestors = /frame-ancestors ([^;]*)/.exec(headers['content-security-policy'] as string)?.[1]
    const isFrame = /^\/+embed\/+[^/]+$/.test(path)
    if (!isFrame) expect(ancestors, path).toBe("'none'")
  }
  const { headers, body } = await ask(stage.appUrl, 'GET', `/embed/${stage.guideBotId}`, {
    referer: `${stage.foreignUrl}/`,
  })
  expect(headers['content-security-policy']).toContain(`frame-ancestors 'self' ${stage.foreignUrl}`)
  expect(body).toContain('Docent guide')
})

test('the loader may be kept for some minutes, and loaded wherever it is wanted', async ({ stage }) => {
  const { headers } = await ask(stage.appUrl, 'GET', '/docent.js')
  expect(headers).toMatchObject({
    'cache-control': 'public, max-age=300, stale-while-revalidate=600',
    'cross-origin-resource-policy': 'cross-origin',
  })
})

test('on this machine it answers under its own name, and nothing to pages of other sites', async ({
  stage,
}) => {
  const { port } = new URL(stage.appUrl)
  const status = async (method: string, path: string, headers: IncomingHttpHeaders) =>
    (await ask(stage.appUrl, method, path, headers)).status
  for (const host of ['evil.test', `evil.test:${port}`, `127.0.0.1.evil.test:${port}`])
    expect(await status('GET', '/api/health', { host })).toBe(421)
  expect(await status('GET', '/api/health', { host: `localhost:${port}` })).toBe(200)
  for (const origin of ['https://evil.test', 'null', stage.foreignUrl]) {
    expect(await status('GET', '/api/bots', { origin })).toBe(403)
    expect(await status('POST', '/api/chat', { origin })).toBe(403)
    // What the line on other sites loads.
    expect(await status('GET', '/docent.js', { origin })).toBe(200)
    expect(await status('GET', `/api/embed/${stage.guideBotId}/look`, { origin })).toBe(200)
  }
  expect((await ask(stage.awsUrl, 'GET', '/_mailbox.json', { host: 'evil.test' })).status).toBe(421)
  expect((await ask(stage.awsUrl, 'GET', '/_mailbox.json', { origin: stage.foreignUrl })).status).toBe(403)
})

/** As it is written: a browser, and `fetch`, would put the path in order first. */
function ask(origin: string, method: string, path: string, headers: IncomingHttpHeaders = {}) {
  const { hostname, port } = new URL(origin)
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers, agent: false }, response => {
      let body = ''
      response.setEncoding('utf8').on('data', text => {
        body += text
      })
      response.on('error', reject)
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }))
    })
    sent.on('error', reject).end()
  })
}
