import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { bundleFunctions } from '../../cli/build/bundle-functions.ts'
import { askAsVisitor } from '../ask-as-visitor.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { settled, upload } from '../testing/upload.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown

/** The web server of an installation; what it answers is said by each test. */
let answer: Answer
const server = createServer((request, response) => answer(request, response))
let url: string
let app: TestApp
let botId: string
const folder = mkdtempSync(join(tmpdir(), 'docent-canary-'))

beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  app = await startTestApp({
    worker: true,
    settings: { DOCENT_PUBLIC_URL: url, DOCENT_CHAT_URL: `${url}/api/chat` },
  })
  answer = byTheApp
  const owner = await app.newOwner()
  botId = (await (await owner.call('POST', '/api/bots', { name: 'Museum' })).json()).bot.id
  const document = await upload(owner, botId, 'Rules.txt', 'A family ticket costs 28 euros.')
  expect(await settled(owner, document)).toMatchObject({ status: 'ready' })
  const suggestedQuestions = ['What does a family ticket cost?']
  await owner.call('PATCH', `/api/bots/${botId}`, { published: true, suggestedQuestions })
})
afterAll(async () => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
  await app.close()
})

const byTheApp: Answer = async (request, response) => {
  const body = request.method === 'POST' ? await text(request) : undefined
  const headers = request.headers as Record<string, string>
  const said = await app.call(request.method as 'GET', request.url!, { headers, body })
  response.writeHead(said.status, Object.fromEntries(said.headers))
  Readable.fromWeb(said.body as never).pipe(response)
}

describe('the canary', () => {
  it('as it is uploaded, asks what the guide suggests and hears the answer to its end', async () => {
    const { canary } = bundleFunctions(folder)
    vi.stubEnv('DOCENT_CANARY_URL', `${url}/embed/${botId}`)
    const { handler } = await import(pathToFileURL(join(canary.folder, 'index.mjs')).href)
    const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    await handler({}, { awsRequestId: 'a-night' })
    const line = said.mock.calls.map(([one]) => String(one)).find(one => one.includes('"canary"'))
    said.mockRestore()
    expect(JSON.parse(line!)).toMatchObject({ level: 'info', requestId: 'a-night' })
    expect(JSON.parse(line!).characters).toBeGreaterThan(10)
    expect(line).not.toContain('28 euros')
    expect(await askAsVisitor(`${url}/embed/${botId}`, 30_000)).toContain('28 euros')
  })

  it.each([
    '',
    'docent.example.com/embed/bot_1',
    'https://docent.example.com',
    'https://docent.example.com/embed/',
  ])('does not begin with %j for a page', async page => {
    vi.stubEnv('DOCENT_CANARY_URL', page)
    vi.resetModules()
    await expect(import('./canary.ts')).rejects.toThrow(/DOCENT_CANARY_URL: cannot be used; put the page/)
  })

  it('ends with an error on a bad night, which its log tells', async () => {
    vi.stubEnv('DOCENT_CANARY_URL', 'http://127.0.0.1:9/embed/bot_1')
    vi.resetModules()
    const { handler } = await import('./canary.ts')
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    await expect(handler({}, { awsRequestId: 'a-night' })).rejects.toThrow('cannot be reached')
    expect(JSON.parse(String(said.mock.calls[0]![0]))).toMatchObject({ level: 'error', what: 'canary' })
    said.mockRestore()
  })
})

describe('a bad night', () => {
  it.each<[string, Answer, RegExp]>([
    [
      'the guide is not published',
      (_, response) => response.writeHead(404).end('<h1>Not here'),
      /answered 404 and shows no guide\. Is it published\?$/,
    ],
    ['the page fails', (_, response) => response.writeHead(502).end(), /answered 502 and shows no guide/],
    [
      'the page breaks off',
      (_, response) => response.writeHead(200, { 'content-length': 9 }).write('<', () => response.destroy()),
      /\/embed\/bot_1 broke off\.$/,
    ],
    [
      'the page is of a version that says other things',
      (_, response) => response.end(pageWith('{"bot":{"id":"bot_1"}}')),
      /\/embed\/bot_1 is of another version of Docent than this one\. If that stays so, deploy again\.$/,
    ],
    [
      'the page says what nobody can read',
      (_, response) => response.end(pageWith('{"bot":')),
      /\/embed\/bot_1 is of another version of Docent than this one\./,
    ],
    [
      'the ticket is refused',
      chat((_, response) => response.writeHead(401).end(refusal)),
      /^The question was refused with 401\. This conversation has ended\.$/,
    ],
    [
      'the chat does not load',
      chat((_, response) => response.writeHead(502).end('Internal Server Error')),
      /^The question was refused with 502\. It does not say why\.$/,
    ],
    [
      'the connection ends',
      chat((_, response) => response.writeHead(200).write(WORDS, () => response.destroy())),
      /^The answer broke off: the connection ended\.$/,
    ],
    [
      'the stream ends early',
      chat((_, response) => response.end(`${WORDS}data: {"type":"fin`)),
      /^The answer broke off after 12 characters\.$/,
    ],
    ['the answer is empty', chat((_, response) => response.end(FINISH)), /^The answer was empty\.$/],
    [
      'the model fails',
      chat((_, response) => response.end(`${WORDS}${PROBLEM}${FINISH}`)),
      /^The answer failed\. The model did not answer\.$/,
    ],
    [
      'the answer does not come',
      chat((_, response) => void response.flushHeaders()),
      /^There was no whole answer after 0\.3 s\.$/,
    ],
    ['the page does not come', () => {}, /^There was no whole answer after 0\.3 s\.$/],
  ])('%s', async (_, said, complaint) => {
    answer = said
    await expect(askAsVisitor(`${url}/embed/bot_1`, 300)).rejects.toThrow(complaint)
  })

  it('no browser would be let in', async () => {
    answer = chat((_, response) => response.end(`${WORDS}${FINISH}`), url.replace('127.0.0.1', 'localhost'))
    await expect(askAsVisitor(`${url}/embed/bot_1`, 3_000)).rejects.toThrow(/lets in no page of http:\/\/127/)
  })
})

const refusal = JSON.stringify({
  error: {
    code: 'signed-out',
    message: 'This conversation has ended.',
    nextStep: 'Load it again.',
    requestId: 'r',
  },
})
const WORDS = 'data: {"type":"text-delta","id":"1","delta":"A ticket is "}\n\n'
const FINISH = 'data: {"type":"finish"}\n\ndata: [DONE]\n\n'
const PROBLEM =
  'data: {"type":"data-problem","data":{"code":"model-failed","message":"The model did not answer.","nextStep":"Wait."}}\n\n'

/** A guide's page, whose questions are answered so. */
function chat(answered: Answer, chatOrigin?: string): Answer {
  return (request, response) => {
    if (request.method === 'POST') return answered(request, response)
    const bot = {
      id: 'bot_1',
      name: 'Museum',
      greeting: '',
      suggestedQuestions: [],
      language: 'auto',
      accent: '#7b2d26',
    }
    const config = {
      ...{
        bot,
        ticket: 'a.b',
        expiresAt: '2026-11-30T10:00:00.000Z',
        stopUrl: null,
        ticketUrl: '/',
        maxQuestion: 9,
      },
      ...{ chatUrl: `${chatOrigin ?? url}/api/chat`, origin: url },
    }
    return response.end(pageWith(JSON.stringify(config)))
  }
}

function pageWith(config: string): string {
  return `<script type="application/json" id="docent-config">${config}</script>`
}
