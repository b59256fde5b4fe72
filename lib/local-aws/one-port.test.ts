import { connect as connectHttp2 } from 'node:http2'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listenOnOnePort, type OnePort } from './one-port.ts'
import { sendAnswer } from './send-answer.ts'

let server: OnePort
let waiting: (() => void)[]
beforeEach(async () => {
  waiting = []
  server = await listenOnOnePort(0, (request, response) => {
    if (request.url === '/wait') {
      waiting.push(() => sendAnswer(response, 200, {}, 'waited'))
      return
    }
    void text(request).then(body =>
      sendAnswer(response, 200, {}, `${request.httpVersion} ${request.method} ${body}`),
    )
  })
})
afterEach(() => server.close())

const open = () =>
  new Promise<Socket>(resolve => {
    const socket = connect(server.port, '127.0.0.1', () => resolve(socket))
  })

test('answers HTTP/1.1, again and again on one connection', async () => {
  for (const body of ['one', 'x'.repeat(300_000)]) {
    const response = await fetch(`http://127.0.0.1:${server.port}/`, { method: 'PUT', body })
    expect(await response.text()).toBe(`1.1 PUT ${body}`)
  }
})

test('answers HTTP/2 without TLS on the same port, many requests at once', async () => {
  const session = connectHttp2(`http://127.0.0.1:${server.port}`)
  const post = (body: string) => {
    const stream = session.request({ ':path': '/', ':method': 'POST' })
    stream.end(body)
    return text(stream)
  }
  const bodies = ['a', 'b', 'y'.repeat(200_000)]
  expect(await Promise.all(bodies.map(post))).toEqual(bodies.map(body => `2.0 POST ${body}`))
  session.close()
})

test.each([
  ['HTTP/1', ['P', 'O', 'ST / HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\nhi'], 'HTTP/1.1 200'],
  // The preface and an empty SETTINGS frame; the answer begins with a SETTINGS frame (type 4).
  ['HTTP/2', ['P', 'R', 'I * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0'], '\x04'],
])('recognises %s also when its first bytes come one by one', async (_name, parts, expected) => {
  const socket = await open()
  socket.setNoDelay(true)
  const answered = new Promise<Buffer>(resolve => socket.once('data', resolve))
  for (const part of parts) {
    await new Promise<void>(resolve => socket.write(part, 'latin1', () => resolve()))
    await new Promise(resolve => setImmediate(resolve))
  }
  expect((await answered).toString('latin1')).toContain(expected)
  socket.destroy()
})

test('answers nonsense with 400 and goes on', async () => {
  const socket = await open()
  socket.end('PRINT what?\r\n\r\n')
  await text(socket).catch(error => expect(error.code).toBe('ECONNRESET'))
  const other = await open()
  other.end('hello there\r\n\r\n')
  expect(await text(other)).toMatch(/^HTTP\/1.1 400/)
  expect((await fetch(`http://127.0.0.1:${server.port}/`)).status).toBe(200)
})

test('lets an answer under way finish before it closes, and takes no new connections', async () => {
  const slow = fetch(`http://127.0.0.1:${server.port}/wait`)
  while (waiting.length === 0) await new Promise(resolve => setImmediate(resolve))
  const closed = server.close()
  waiting[0]!()
  expect(await (await slow).text()).toBe('waited')
  await closed
  await expect(fetch(`http://127.0.0.1:${server.port}/`)).rejects.toThrow('fetch failed')
})

test('does not wait for a connection that never asked for anything', async () => {
  const silent = await open()
  const closed = new Promise(resolve => silent.once('close', resolve))
  await server.close()
  await closed
})

test('a taken port is an error', async () => {
  await expect(listenOnOnePort(server.port, () => {})).rejects.toMatchObject({ code: 'EADDRINUSE' })
})
