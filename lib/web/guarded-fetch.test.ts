import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type FetchOptions, guardedFetch } from './guarded-fetch.ts'

let server: Server
let host: string
let answer: RequestListener
let asked: { url: string; headers: Record<string, unknown> }[]
beforeEach(async () => {
  asked = []
  server = createServer((request, response) => {
    asked.push({ url: request.url!, headers: request.headers })
    answer(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  server.closeAllConnections()
  return new Promise(resolve => server.close(resolve))
})

const get = (path = '/', more: Partial<FetchOptions> = {}) =>
  guardedFetch(`http://${host}${path}`, { maxBytes: 10_000, maxMs: 5_000, alsoHosts: [host], ...more })
const textOf = async (fetched: Promise<{ body: Uint8Array }>) =>
  new TextDecoder().decode((await fetched).body)

it.each([
  ['as it is', {}, Buffer.from('Opening hours')],
  ['gzip', { 'content-encoding': 'GZIP ' }, gzipSync('Opening hours')],
  ['Brotli', { 'content-encoding': 'br' }, brotliCompressSync('Opening hours')],
])('brings what is there, sent %s', async (_, headers, body) => {
  answer = (_, response) => response.writeHead(200, { ...headers, etag: '"7"' }).end(body)
  expect(await textOf(get('/page#part'))).toBe('Opening hours')
  expect((await get()).headers.etag).toBe('"7"')
  expect(asked[0]).toMatchObject({ url: '/page', headers: { host } })
  expect(asked[0]!.headers).not.toHaveProperty('cookie')
})

it('says where it was led, what is not found too, and hands headers on', async () => {
  answer = (request, response) =>
    request.url === '/old'
      ? response.writeHead(301, { location: '/new?a=1' }).end('moved')
      : response.writeHead(404).end('gone')
  const found = await get('/old', { headers: { 'if-none-match': '"7"' } })
  expect([found.url, found.status]).toEqual([`http://${host}/new?a=1`, 404])
  expect(asked[1]!.headers['if-none-match']).toBe('"7"')
})

it.each([
  'ftp://museum.example/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'http://anna:secret@museum.example/',
  'https://anna@museum.example/',
  'museum.example',
  'http://',
  '',
])('%s is no address of a page', async address => {
  const failed = guardedFetch(address, { maxBytes: 1, maxMs: 1_000 })
  await expect(failed).rejects.toMatchObject({ code: 'bad-address' })
})

it.each([
  ...['http://127.0.0.1/', 'http://127.1/', 'http://0x7f.1/', 'http://2130706433/', 'http://0177.0.0.1/'],
  ...['http://[::1]/', 'http://[::ffff:127.0.0.1]/', 'http://[fe80::1]/', 'http://[fd00:ec2::254]/'],
  ...['http://10.0.0.1/', 'http://192.168.1.1/', 'http://100.64.0.1/', 'http://169.254.169.254/latest/'],
  ...['http://localhost/', 'https://0.0.0.0/'],
])('%s is not public', async address => {
  const failed = guardedFetch(address, { maxBytes: 1, maxMs: 5_000 })
  await expect(failed).rejects.toMatchObject({ code: 'not-public' })
})

it('a name is refused where any of its addresses is not public', async () => {
  const resolve = async () => [
    { address: '93.184.215.14', family: 4 },
    { address: '127.0.0.1', family: 4 },
  ]
  const failed = guardedFetch('http://museum.example/', { maxBytes: 1, maxMs: 1_000, resolve })
  await expect(failed).rejects.toMatchObject({ code: 'not-public' })
})

it('goes to the address that was looked at, whatever the name leads to a moment later', async () => {
  answer = (_, response) => response.end('the looked at')
  const { port } = server.address() as AddressInfo
  let looks = 0
  const resolve = async () => {
    looks++
    return [{ address: '127.0.0.1', family: 4 }]
  }
  const name = `rebinding.invalid:${port}`
  const found = guardedFetch(`http://${name}/`, { maxBytes: 100, maxMs: 5_000, alsoHosts: [name], resolve })
  expect(await textOf(found)).toBe('the looked at')
  expect(looks).toBe(1)
  expect(asked[0]!.headers.host).toBe(name)
})

it.each([
  'http://127.0.0.1:1/',
  'http://169.254.169.254/latest/meta-data',
  'http://localhost/',
  'http://[::1]/',
])('is not led on to %s', async location => {
  answer = (_, response) => response.writeHead(302, { location }).end()
  await expect(get()).rejects.toMatchObject({
    name: 'WebRefusal',
    code: expect.stringMatching(/port|public/),
  })
  expect(asked).toHaveLength(1)
})

it('nor to what is no page', async () => {
  answer = (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end()
  await expect(get()).rejects.toMatchObject({ code: 'bad-address' })
})

it('ports of pages only', async () => {
  const failed = guardedFetch('http://museum.example:22/', { maxBytes: 1, maxMs: 1_000 })
  await expect(failed).rejects.toMatchObject({ code: 'bad-port' })
})

it('a circle of redirects ends after five', async () => {
  answer = (request, response) => response.writeHead(302, { location: `${request.url}x` }).end()
  await expect(get()).rejects.toMatchObject({ code: 'too-many-redirects' })
  expect(asked).toHaveLength(6)
})

it.each<[string, RequestListener]>([
  ['too long a body', (_, response) => response.end('x'.repeat(10_001))],
  [
    'a body without an end',
    (_, response) => {
      const write = () => {
        while (response.write('x'.repeat(1_000)));
        response.once('drain', write)
      }
      write()
    },
  ],
  [
    'a gzip bomb',
    (_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000))),
  ],
])('is not filled with %s', async (_, listener) => {
  answer = listener
  await expect(get()).rejects.toMatchObject({ code: 'too-large' })
})

it.each([
  ['in what was not asked for', { 'content-encoding': 'zstd' }, 'x'],
  ['in nothing that there is', { 'content-encoding': 'constructor' }, 'x'],
  ['twice', { 'content-encoding': 'gzip, gzip' }, 'x'],
  ['badly', { 'content-encoding': 'gzip' }, 'no gzip'],
  ['badly in Brotli', { 'content-encoding': 'br' }, '\u0007\u0007no brotli'],
])('what is packed %s is refused', async (_, headers, body) => {
  answer = (_, response) => response.writeHead(200, headers).end(body)
  await expect(get()).rejects.toMatchObject({ code: 'bad-encoding' })
})

it.each<[string, RequestListener]>([
  ['never begins', () => {}],
  ['never ends', (_, response) => void response.write('x')],
  [
    'leads on slowly',
    (_, response) => setTimeout(() => response.writeHead(302, { location: '/' }).end(), 120),
  ],
])('gives up an address that %s', async (_, listener) => {
  answer = listener
  await expect(get('/', { maxMs: 200 })).rejects.toMatchObject({ code: 'too-slow' })
})

it('gives up a name whose look-up hangs', async () => {
  const resolve = () => new Promise<never>(() => {})
  const failed = guardedFetch('http://museum.example/', { maxBytes: 1, maxMs: 50, resolve })
  await expect(failed).rejects.toMatchObject({ code: 'too-slow' })
})

it.each<[string, RequestListener]>([
  ['hangs up', request => request.socket.destroy()],
  ['hangs up half-way', (_, response) => void (response.write('x') && response.socket!.destroy())],
  ['says no HTTP', request => void request.socket.end('hello\r\n\r\n')],
  [
    'wants to speak otherwise',
    request => void request.socket.write('HTTP/1.1 101 S\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
  ],
])('says that nobody answers where somebody %s', async (_, listener) => {
  answer = listener
  await expect(get()).rejects.toMatchObject({ code: 'unreachable' })
})

it('stops where its caller wants it to', async () => {
  answer = () => {}
  const stop = new AbortController()
  const failed = get('/', { signal: stop.signal })
  stop.abort(new Error('Enough.'))
  await expect(failed).rejects.toThrow('Enough.')
})
