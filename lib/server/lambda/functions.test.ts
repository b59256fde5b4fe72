import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { readAnswer } from '#lib/client/read-answer.ts'
import type { AnswerEvent } from '#lib/core/chat/answer-event.ts'
import type { Document } from '#lib/core/documents/document.ts'
import { uploadKey } from '#lib/core/documents/storage-keys.ts'
import type { AppWorld } from '../exam/app-world.ts'
import { postForm, settled, upload } from '../exam/upload.ts'
import { Tickets } from '../tickets.ts'
import { world as commonWorld, type World } from '../world.ts'
import { type FunctionWorld, startFunctionWorld } from './exam/function-world.ts'
import { INGEST_TRIES } from './ingest-limits.ts'

let cloud: FunctionWorld
let app: AppWorld
let world: World
let owner: Awaited<ReturnType<AppWorld['newOwner']>>
let botId: string
let ticket: string

beforeAll(async () => {
  cloud = await startFunctionWorld()
  app = cloud.app
  world = commonWorld()
  owner = await app.newOwner()
})
afterAll(() => cloud.close())
beforeEach(async () => {
  await app.bedrock.clearScript()
  botId = (await (await owner.call('POST', '/api/bots', { name: 'Museum' })).json()).bot.id
  ticket = (await (await owner.call('POST', `/api/bots/${botId}/ticket`)).json()).ticket
  await app.bedrock.clearCalls()
})

const RULES = 'Assistance dogs are welcome in every gallery. A family ticket costs 28 euros.'

/** As S3 writes it. */
const created = (...documents: Document[]) =>
  JSON.stringify({ Records: documents.map(document => ({ s3: { object: { key: uploadKey(document) } } })) })

function ask(question: string, init: RequestInit = {}, url = cloud.chatUrl) {
  return fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${ticket}`, 'content-type': 'application/json' },
    body: JSON.stringify({ question }),
    ...init,
  })
}

async function eventsOf(response: Response): Promise<AnswerEvent[]> {
  const events: AnswerEvent[] = []
  for await (const event of readAnswer(response)) events.push(event)
  return events
}

describe('from an upload to an answer, through the bundles', () => {
  it.each([
    ['rules.txt', RULES],
    ['rules.md', `# Rules\n\n${RULES}`],
  ])('%s is announced, queued, read and answered from', async (name, content) => {
    const document = await upload(owner, botId, name, content)
    expect(await settled(owner, document)).toMatchObject({ status: 'ready', attempts: 1, failure: null })
    const response = await ask('What does a family ticket cost?')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const events = await eventsOf(response)
    expect(events.map(({ type }) => type).slice(0, 3)).toEqual(['start', 'sources', 'text'])
    expect(events.map(event => (event.type === 'text' ? event.delta : '')).join('')).toContain('28 euros')
    expect(events.at(-1)).toMatchObject({ type: 'done', summary: { answered: true } })
    await vi.waitFor(() => expect(cloud.queue.size).toBe(0))
  })
})
