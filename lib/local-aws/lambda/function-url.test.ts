import { afterAll, describe, expect, it, vi } from 'vitest'
import type { LocalFunction } from './function.ts'
import { type FunctionUrl, serveFunctionUrl } from './function-url.ts'
import { smallFunctions } from './testing/small-functions.ts'

const small = smallFunctions()
const urls: FunctionUrl[] = []
afterAll(async () => {
  for (const url of urls) await url.close()
  await small.close()
})

async function serve(fn: LocalFunction, hangUpWithCaller = false): Promise<string> {
  const cors = {
    allowOrigins: ['https://ours.example'],
    allowMethods: ['POST'],
    allowHeaders: ['content-type'],
    maxAgeSeconds: 60,
  }
  const served = await serveFunctionUrl(fn, { cors, hangUpWithCaller })
  urls.push(served)
  return served.url
}

const streaming = (body: string) =>
  small.write(`const { HttpResponseStream } = awslambda
    export const handler = awslambda.streamifyResponse(async (event, stream) => { ${body} })`)
const withStatus = (status: number) =>
  `stream = HttpResponseStream.from(stream, { statusCode: ${status}, headers: { 'x-said': 'yes' } });`

describe('a Function URL', () => {
  it('hands over the request and passes on status, headers and body', async () => {
    const url = await serve(streaming(`${withStatus(201)} stream.write(JSON.stringify(event)); stream.end()`))
    const response = await fetch(`${url}a/b?c=d&e`, {
      method: 'POST',
      body: '{"f":"ü"}',
      headers: { 'content-type': 'application/json', 'X-Mixed': 'Case' },
    })
    expect([response.status, response.headers.get('x-said')]).toEqual([201, 'yes'])
    expect(await response.json()).toMatchObject({
      version: '2.0',
      rawPath: '/a/b',
      rawQueryString: 'c=d&e',
      headers: { 'x-mixed': 'Case' },
      requestContext: { http: { method: 'POST', path: '/a/b', sourceIp: '127.0.0.1' } },
      body: '{"f":"ü"}',
      isBase64Encoded: false,
    })
  })

  it('sends bytes that are no text in base64', async () => {
    const url = await serve(streaming('stream.write(JSON.stringify(event)); stream.end()'))
    const response = await fetch(url, { method: 'POST', body: Uint8Array.of(0, 255) })
    expect(await response.json()).toMatchObject({ body: 'AP8=', isBase64Encoded: true })
  })

  it('streams: the first piece is here before the second is written', async () => {
    const url = await serve(
      streaming(`${withStatus(200)} stream.write('first')
        await new Promise(resolve => process.once('SIGUSR2', resolve))
        stream.end('second')`),
    )
    const reader = (await fetch(url)).body!.getReader()
    expect(Buffer.from((await reader.read()).value!).toString()).toBe('first')
    await reader.cancel()
  })

  it('answers also where there is no body, if an empty piece was written', async () => {
    const response = await fetch(await serve(streaming(`${withStatus(405)} stream.write(''); stream.end()`)))
    expect([response.status, await response.text()]).toEqual([405, ''])
  })

  it.each([
    ['fails', "throw new Error('secret')"],
    ['never says its status', `${withStatus(200)} stream.end()`],
  ])('answers 502 and nothing of the reason where the function %s', async (_, body) => {
    const response = await fetch(await serve(streaming(body)))
    expect([response.status, await response.text()]).toEqual([502, '{"Message":"Internal Server Error"}'])
  })

  it('breaks the answer off where the function breaks off', async () => {
    const url = await serve(
      streaming(
        `${withStatus(200)} await new Promise(sent => stream.write('half', sent)); throw new Error('broken')`,
      ),
    )
    await expect(fetch(url).then(response => response.text())).rejects.toThrow()
  })

  it('refuses a body of more than 6 MB', async () => {
    const url = await serve(streaming('stream.end()'))
    expect((await fetch(url, { method: 'POST', body: 'x'.repeat(6_300_000) })).status).toBe(413)
  })

  it('lets in the origins of its settings and no other', async () => {
    const url = await serve(streaming(`${withStatus(200)} stream.end('ok')`))
    const from = async (origin: string) =>
      (await fetch(url, { headers: { origin } })).headers.get('access-control-allow-origin')
    expect(await from('https://ours.example')).toBe('https://ours.example')
    expect(await from('https://theirs.example')).toBeNull()
  })
})

describe('a caller that goes away', () => {
  const ENDLESS = `${withStatus(200)}
    stream.on('close', () => console.log('closed'))
    for (let n = 0; n < 40 && !stream.destroyed; n++) {
      stream.write('piece')
      await new Promise(resolve => setTimeout(resolve, 10))
    }
    console.log(stream.destroyed ? 'stopped' : 'finished')`
  async function leave(url: string) {
    const leaving = new AbortController()
    const response = await fetch(url, { signal: leaving.signal })
    await response.body!.getReader().read()
    leaving.abort()
  }

  it('is not noticed by the function, as in AWS', async () => {
    const fn = streaming(ENDLESS)
    await leave(await serve(fn))
    await vi.waitFor(() => expect(fn.log()).toContain('finished'), { timeout: 5_000 })
  })

  it('closes the function’s stream where that is asked for', async () => {
    const fn = streaming(ENDLESS)
    await leave(await serve(fn, true))
    await vi.waitFor(() => expect(fn.log()).toEqual(['closed', 'stopped']), { timeout: 5_000 })
  })
})
