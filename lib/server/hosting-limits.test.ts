import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deployed } from '#lib/aws/fixtures/deployed-outputs.ts'
import { parseSettings } from '#lib/aws/settings.ts'
import { hostingEnvironment } from '#lib/cli/build/hosting-environment.ts'
import { PROJECT_ROOT } from '#lib/cli/project-root.ts'
import type { Message } from '#lib/core/chat/message.ts'
import type { ApiRoute } from '#lib/core/contract/api-route.ts'
import { routes as contract } from '#lib/core/contract/routes.ts'
import { deps } from './deps.ts'
import { MAX_REPLY_BYTES } from './route.ts'
import { boundedElsewhere, largestReplies } from './testing/largest-replies.ts'
import { startTestApp, type TestApp } from './testing/test-app.ts'

/**
 * What Amplify Hosting forbids: streaming, work after the response (after-response.test.ts), responses of more than
 * 5.72 MB, bodies of more than 6 MB.
 */
const promised = Object.entries<ApiRoute>(contract)
const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`
/** Routes of the app that are none of the contract, with what bounds them. */
const OTHERS: Record<string, string> = {
  'GET /embed/[botId]': 'a page, whose script and style are the same for all, around one bot’s settings',
}
const NOWHERE = '/api/[...unknown]'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

describe('every route of the app', () => {
  it('stands here once, with what bounds its largest response', () => {
    const listed = [...Object.keys(largestReplies), ...Object.keys(boundedElsewhere)]
    expect(listed.toSorted()).toEqual(Object.keys(contract).toSorted())
    const found = app.routes.filter(({ path }) => path !== NOWHERE).map(nameOf)
    const named = [...promised.map(([, route]) => nameOf(route)), ...Object.keys(OTHERS)]
    expect(found.toSorted()).toEqual(named.toSorted())
  })

  it.each(Object.entries(largestReplies))('is short enough for a web host: %s', (name, body) => {
    const { response } = contract[name as keyof typeof contract]
    const bytes = Buffer.byteLength(JSON.stringify(response!.parse(body)))
    expect(bytes).toBeLessThan(MAX_REPLY_BYTES)
  })
})

it('a conversation is read page by page of the table, however much was said', async () => {
  const owner = await app.newOwner()
  const { bot } = await (await owner.call('POST', '/api/bots', { name: 'Museum' })).json()
  const { ticket } = await (await owner.call('POST', `/api/bots/${bot.id}/ticket`)).json()
  const visitorId = JSON.parse(Buffer.from(ticket.split('.')[0], 'base64url').toString()).visitor
  const now = new Date().toISOString()
  const said = { sources: [], summary: null, problem: null, searched: null, quoted: null, createdAt: now }
  const source = {
    n: 1,
    documentId: 'doc_1',
    documentName: 'Rules',
    place: { headingPath: [] },
    start: 0,
    end: 1,
  }
  const messages: Message[] = Array.from({ length: 100 }, (_, at) => ({
    ...said,
    id: `msg_${String(at).padStart(3, '0')}`,
    role: at % 2 ? 'guide' : 'visitor',
    text: '界'.repeat(4_000),
    sources: Array.from({ length: 10 }, () => ({ ...source, text: '"\n'.repeat(1_200) })),
  }))
  const id = 'chat_01J00000000000000000000000'
  const conversation = {
    id,
    botId: bot.id,
    visitorId,
    site: '',
    title: 'Long',
    createdAt: now,
    updatedAt: now,
  }
  for (let at = 0; at < messages.length; at += 10)
    await deps().conversations.append(conversation, messages.slice(at, at + 10), 1)
  const response = await app.call('GET', `/api/chat/${id}`, {
    headers: { authorization: `Bearer ${ticket}` },
  })
  const text = await response.text()
  expect([response.status, JSON.parse(text).messages.length > 10]).toEqual([200, true])
  expect(Buffer.byteLength(text)).toBeLessThan(MAX_REPLY_BYTES / 2)
})

describe('no body that a route reads', () => {
  it.each(promised.filter(([, { request }]) => request !== null))(
    'is longer than 64 KB: %s',
    async (_, route) => {
      const owner = await app.newOwner()
      const { bot } = await (await owner.call('POST', '/api/bots', { name: 'Museum' })).json()
      const { ticket } = await (await owner.call('POST', `/api/bots/${bot.id}/ticket`)).json()
      const path = route.path
        .replace('[botId]', bot.id)
        .replace('[documentId]', 'doc_01J00000000000000000000000')
      const authorization = `Bearer ${route.caller === 'owner' ? owner.token : ticket}`
      const response = await app.call(route.method, path, {
        headers: { authorization },
        body: 'x'.repeat(64 * 1_024 + 1),
      })
      expect([response.status, (await response.json()).error.code]).toEqual([413, 'too-large'])
    },
  )
})

describe('nothing streams through the web host', () => {
  it('but the chat in one place, whose questions go elsewhere in the cloud', () => {
    expect(promised.flatMap(([name, { streamed }]) => (streamed ? [name] : []))).toEqual(['ask'])
    const outputs = { text: JSON.stringify(deployed), file: 'amplify_outputs.json' }
    const written = hostingEnvironment(outputs, { DOCENT_PUBLIC_URL: 'https://docent.example.com' })
    const environment = Array.from(written.matchAll(/^(\w+)='(.*)'$/gm), ([, name, value]) => [name, value])
    const { chatUrl, publicUrl, stopUrl } = parseSettings(Object.fromEntries(environment))
    expect(new URL(chatUrl).origin).not.toBe(publicUrl)
    // So the browser tells of a Stop what the connection does not.
    expect(stopUrl).toBe('/api/chat/stop')
  })

  it('since nothing else makes a stream', () => {
    expect(
      sources()
        .filter(({ text }) => /\b(Readable|Transform)Stream\b|event-stream/.test(text))
        .map(({ file }) => file),
    ).toEqual(['lib/server/chat/stream-answer.ts', 'lib/server/chat/ui-message-stream.ts'])
  })

  it('nor is anything left to be done after a response', () => {
    expect(sources().filter(({ text }) => /\bwaitUntil\b|\bafter\b[^\n]*'next\/server'/.test(text))).toEqual(
      [],
    )
  })
})

/** What runs in the web server: not the functions, whose answers do stream, and no test. */
function sources(): { file: string; text: string }[] {
  return ['app', 'lib/server', 'proxy.ts']
    .flatMap(place =>
      place.endsWith('.ts')
        ? [place]
        : readdirSync(join(PROJECT_ROOT, place), { recursive: true, encoding: 'utf8' }).map(
            name => `${place}/${name}`,
          ),
    )
    .filter(file => /\.tsx?$/.test(file) && !/\.test\.|\/(testing|lambda)\//.test(file))
    .toSorted()
    .map(file => ({ file, text: readFileSync(join(PROJECT_ROOT, file), 'utf8') }))
}
