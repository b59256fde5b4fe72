import {
  DefaultChatTransport,
  parseJsonEventStream,
  readUIMessageStream,
  type UIMessage,
  type UIMessageChunk,
  uiMessageChunkSchema,
} from 'ai'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { settled, upload } from '../testing/upload.ts'

let app: TestApp
let ticket: string

beforeAll(async () => {
  app = await startTestApp({ worker: true })
  const owner = await app.newOwner()
  const { bot } = await (await owner.call('POST', '/api/bots', { name: 'Harbour Museum' })).json()
  const rules = 'A family ticket for two adults and up to three children costs 28 euros.'
  const document = await upload(owner, bot.id, 'Visitor rules.txt', rules)
  expect(await settled(owner, document)).toMatchObject({ status: 'ready' })
  ticket = (await (await owner.call('POST', `/api/bots/${bot.id}/ticket`)).json()).ticket
})
afterAll(() => app.close())
beforeEach(() => app.bedrock.clearScript())

const QUESTION: UIMessage = {
  id: 'q1',
  role: 'user',
  parts: [{ type: 'text', text: 'What does a family ticket cost?' }],
}

/** Asks as `useChat` does: the package's own transport writes the request and reads the response. */
async function sendAsClient(messages: UIMessage[] = [QUESTION]): Promise<ReadableStream<UIMessageChunk>> {
  const transport = new DefaultChatTransport({
    api: '/api/chat',
    headers: () => ({ authorization: `Bearer ${ticket}` }),
    fetch: async (_input, init) => app.call('POST', '/api/chat', init as RequestInit),
  })
  return transport.sendMessages({
    trigger: 'submit-message',
    chatId: 'c1',
    messageId: undefined,
    messages,
    abortSignal: undefined,
  })
}

async function lastMessage(stream: ReadableStream<UIMessageChunk>) {
  const errors: unknown[] = []
  let last: UIMessage | undefined
  for await (const message of readUIMessageStream({ stream, onError: error => errors.push(error) })) {
    last = structuredClone(message)
  }
  return { message: last!, errors }
}

function textOf({ parts }: UIMessage): string {
  return parts.map(part => (part.type === 'text' ? part.text : '')).join('')
}

describe('the stream of an answer, read by the AI SDK', () => {
  it('holds nothing but chunks that its schema knows', async () => {
    const response = await app.call('POST', '/api/chat', {
      headers: { authorization: `Bearer ${ticket}` },
      body: JSON.stringify({ question: 'What does a family ticket cost?' }),
    })
    expect(response.headers.get('x-vercel-ai-ui-message-stream')).toBe('v1')
    const types: string[] = []
    const stream = parseJsonEventStream({ stream: response.body!, schema: uiMessageChunkSchema })
    for await (const result of stream) {
      if (!result.success) throw result.error
      types.push(result.value.type)
    }
    const repeated = types.filter((type, at) => type !== types[at - 1])
    expect(repeated).toEqual([
      'start',
      'data-sources',
      'text-start',
      'text-delta',
      'data-citation',
      'text-delta',
      'text-end',
      'data-done',
      'finish',
    ])
  })

  it('becomes one finished message with its text, its sources and its conversation', async () => {
    const { message, errors } = await lastMessage(await sendAsClient())
    expect(errors).toEqual([])
    expect(textOf(message)).toContain('28 euros')
    expect(message.parts.filter(({ type }) => type === 'text')).toMatchObject([{ state: 'done' }])
    expect(message.metadata).toMatchObject({ conversationId: expect.stringMatching(/^chat_/) })
    expect(message.parts).toContainEqual({
      type: 'data-sources',
      data: { sources: [expect.objectContaining({ n: null, documentName: 'Visitor rules.txt' })] },
    })
    expect(message.parts).toContainEqual({ type: 'data-citation', data: { source: 0, n: 1 } })
    expect(message.parts).toContainEqual({
      type: 'data-done',
      data: expect.objectContaining({ answered: true }),
    })
  })

  it('keeps what arrived before the model broke off, and tells what happened', async () => {
    await app.bedrock.script({
      on: 'chat',
      reply: 'one two three four five',
      failAfterWords: 3,
      exception: 'modelStreamErrorException',
    })
    const { message, errors } = await lastMessage(await sendAsClient())
    expect(textOf(message).trim()).toBe('one two three')
    expect(String(errors[0])).toContain('The model broke off.')
    expect(message.parts).toContainEqual({
      type: 'data-problem',
      data: expect.objectContaining({ code: 'model-failed' }),
    })
  })

  it('of a reply in many small pieces is complete and in order', async () => {
    const words = Array.from({ length: 400 }, (_, at) => `w${at}`).join(' ')
    await app.bedrock.script({ on: 'chat', reply: words })
    const { message } = await lastMessage(await sendAsClient())
    expect(textOf(message)).toBe(words)
  })
})
