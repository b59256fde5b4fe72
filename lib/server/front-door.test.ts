import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isTurnedAway } from './front-door.ts'

const server = createServer((asked, response) => {
  const { port } = server.address() as AddressInfo
  if (!isTurnedAway(asked, response, { port, forEverySite: /^\/docent\.js$/, maxBytes: 10 }))
    response.end('in')
})
let port = 0
beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => server.close())

function ask(headers: Record<string, string>, path = '/', method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, method, headers, agent: false }, answer => {
      answer.resume()
      resolve(answer.statusCode!)
    })
      .on('error', reject)
      .end()
  })
}

it('answers under its own two names, at its own port', async () => {
  for (const name of ['127.0.0.1', 'localhost', 'LocalHost'])
    expect(await ask({ host: `${name}:${port}` })).toBe(200)
  const strange = [
    'evil.test',
    `evil.test:${port}`,
    `127.0.0.1.evil.test:${port}`,
    '127.0.0.1',
    'localhost:1',
  ]
  for (const host of strange) expect({ host, status: await ask({ host }) }).toEqual({ host, status: 421 })
})

it('lets nobody in from a page of another site, but to what is made for them', async () => {
  for (const origin of [`http://127.0.0.1:${port}`, `http://localhost:${port}`])
    expect(await ask({ origin }, '/', 'POST')).toBe(200)
  for (const origin of ['https://evil.test', 'null', `https://127.0.0.1:${port}`, 'http://127.0.0.1:1', '']) {
    expect({ origin, status: await ask({ origin }) }).toEqual({ origin, status: 403 })
    expect(await ask({ origin }, '/docent.js')).toBe(200)
    expect(await ask({ origin }, '/docent.js', 'POST')).toBe(403)
  }
})

it('refuses what could not be answered: no such method, no address', async () => {
  expect(await ask({}, '/', 'TRACE')).toBe(405)
  for (const path of ['/%ED%A0%80', '/%', '/a/%C0?b', 'http://evil.test/', '*'])
    expect({ path, status: await ask({}, path) }).toEqual({ path, status: 400 })
  expect(await ask({}, '/%E4%BD%A0?%')).toBe(200)
})

it('takes no body that is too long, or does not say how long it is', async () => {
  expect(await ask({ 'content-length': '0' }, '/', 'POST')).toBe(200)
  expect(await ask({ 'content-length': '11' }, '/', 'POST')).toBe(413)
  expect(await ask({ 'transfer-encoding': 'chunked' }, '/', 'POST')).toBe(411)
})
