import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { ChatEvent } from './chat-event.ts'
import type { ConverseRequest } from './converse-request.ts'
import { chatWithLocalModel } from './local-model.ts'

const REQUEST: ConverseRequest = {
  system: 'Be brief.',
  messages: [
    { role: 'user', text: 'Hello' },
    { role: 'assistant', text: 'Hi.' },
    { role: 'user', text: 'Dogs?' },
  ],
  maxTokens: 50,
  temperature: 0.2,
  topP: undefined,
  stopSequences: [],
}

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

describe('a chat forwarded to a local model', () => {
  it('sends system, messages and limits, and gives back text, stop reason and usage', async () => {
    let sent: Record<string, unknown> = {}
    const { url } = await serve(async (request, response) => {
      sent = JSON.parse(await bodyOf(request))
      stream(response, [
        { choices: [{ delta: { role: 'assistant', content: '' } }] },
        { choices: [{ delta: { content: 'Out' } }] },
        { choices: [{ delta: { content: 'side.' }, finish_reason: 'length' }] },
        { choices: [], usage: { prompt_tokens: 7, completion_tokens: 3 } },
      ])
    })
    const events = await collect(url)
    expect(events).toEqual([
      { text: 'Out' },
      { text: 'side.' },
      { stop: 'max_tokens', usage: { inputTokens: 7, outputTokens: 3, totalTokens: 10 } },
    ])
    expect(sent).toMatchObject({ model: 'tiny', stream: true, max_tokens: 50, temperature: 0.2 })
    expect((sent.messages as object[])[0]).toEqual({ role: 'system', content: 'Be brief.' })
    expect(sent.messages).toHaveLength(4)
  })

  it.each(['', '/', '/v1', '/v1/'])('finds the server with an address that ends in "%s"', async ending => {
    const { url, paths } = await serve((_, response) =>
      stream(response, [{ choices: [{ delta: { content: 'x' } }] }]),
    )
    await collect(`${url}${ending}`)
    expect(paths).toEqual(['/v1/chat/completions'])
  })

  it('asks for the first model when none is named', async () => {
    let model = ''
    const { url } = await serve(async (request, response) => {
      if (request.url === '/v1/models') return void response.end('{"data":[{"id":"first"},{"id":"second"}]}')
      model = JSON.parse(await bodyOf(request)).model
      stream(response, [{ choices: [{ delta: { content: 'x' } }] }])
    })
    await collect(url, { name: '' })
    expect(model).toBe('first')
  })

  it('turns 429 into throttling and other refusals into a model error with their status', async () => {
    const busy = await serve((_, response) => response.writeHead(429).end('busy'))
    await expect(collect(busy.url)).rejects.toMatchObject({ code: 'ThrottlingException', status: 429 })
    const broken = await serve((_, response) => response.writeHead(500).end('out of memory'))
    await expect(collect(broken.url)).rejects.toMatchObject({
      code: 'ModelErrorException',
      originalStatusCode: 500,
    })
  })

  it('shows neither the key that a server repeats nor more of the address than its place', async () => {
    const key = 'sk-hunter2'
    const said = async (url: string, name = 'tiny') =>
      String(await collect(url, { name, key: `${key}\n` }).catch((error: Error) => error.message))
    // Longer than what is quoted: a key that is cut is shown in part.
    const refusal = `${'x'.repeat(492)}${key} is wrong`
    const refusing = await serve((_, response) => response.writeHead(401).end(refusal))
    expect(await said(refusing.url)).toMatch(/answered 401: x+…/)
    expect(await said(refusing.url)).not.toContain('sk-')
    const busy = await serve((_, response) => response.writeHead(429).end(`${key} asks too often`))
    expect(await said(busy.url)).toBe('… asks too often')
    const complaining = await serve((_, response) =>
      stream(response, [{ error: { message: `${key} has no money left` } }]),
    )
    expect(await said(complaining.url)).toContain('broke off: … has no money left')

    expect(await said('http://me:hunter2@127.0.0.1:1')).not.toContain('hunter2')
    const empty = await serve((_, response) => response.end('{"data":[]}'))
    expect(await said(`${empty.url}/`, '')).toBe(
      `The local model server at ${empty.url.slice('http://'.length)} has no model. Load one.`,
    )
  })

  it('says that the server is out of reach', async () => {
    await expect(collect('http://127.0.0.1:1')).rejects.toThrow(/LOCAL_MODEL_URL/)
  })

  it('fails in the stream when the model breaks off after the first word', async () => {
    const { url } = await serve((_, response) => {
      response.write(`data: ${JSON.stringify({ choices: [{ delta: { content: 'Out' } }] })}\n\n`, () =>
        response.destroy(),
      )
    })
    await expect(collect(url)).rejects.toMatchObject({ exception: 'modelStreamErrorException' })
  })

  it('fails in the stream when it ends without [DONE]', async () => {
    const { url } = await serve((_, response) =>
      response.end('data: {"choices":[{"delta":{"content":"Out"}}]}\n\n'),
    )
    await expect(collect(url)).rejects.toMatchObject({ exception: 'modelStreamErrorException' })
  })

  it('hangs up on the model when the client goes away', async () => {
    const client = new AbortController()
    const hungUp = Promise.withResolvers<void>()
    const { url } = await serve((_, response) => {
      response.on('close', hungUp.resolve)
      response.write(`data: ${JSON.stringify({ choices: [{ delta: { content: 'Out' } }] })}\n\n`)
    })
    const chat = chatWithLocalModel({
      localModel: { url, name: 'tiny' },
      request: REQUEST,
      gone: client.signal,
    })
    await chat.next()
    client.abort()
    await expect(chat.next()).rejects.toThrow()
    await hungUp.promise
  })
})

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => unknown) {
  const paths: string[] = []
  const server = createServer((request, response) => {
    paths.push(request.url!)
    void answer(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, paths }
}

async function collect(url: string, more: { name?: string; key?: string } = {}): Promise<ChatEvent[]> {
  const events: ChatEvent[] = []
  const localModel = { url, name: 'tiny', ...more }
  for await (const event of chatWithLocalModel({
    localModel,
    request: REQUEST,
    gone: new AbortController().signal,
  })) {
    events.push(event)
  }
  return events
}

function stream(response: ServerResponse, chunks: object[]) {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const chunk of chunks) response.write(`data: ${JSON.stringify(chunk)}\n\n`)
  response.end('data: [DONE]\n\n')
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  return Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString()
}
