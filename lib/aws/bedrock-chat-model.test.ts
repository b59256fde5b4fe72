import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type AwsTarget, openAwsTarget } from '../local-aws/testing/aws-target.ts'
import { type BedrockControl, bedrockControl } from '../server/testing/bedrock-control.ts'
import { bedrockChatModel } from './bedrock-chat-model.ts'
import { bedrockEncoder } from './bedrock-encoder.ts'

const MODEL = 'amazon.nova-lite-v1:0'
const LONG_MS = 60_000
const REQUEST = {
  instructions: 'Answer.',
  messages: [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Who?' }] }],
  maxTokens: 100,
}

let target: AwsTarget
let runtime: BedrockRuntimeClient
let bedrock: BedrockControl

beforeAll(async () => {
  target = await openAwsTarget()
  const { region, endpoint, credentials } = target
  runtime = new BedrockRuntimeClient({ region, endpoint, credentials, maxAttempts: 1 })
  bedrock = bedrockControl(endpoint!, target.account)
})
afterEach(async () => {
  vi.useRealTimers()
  await bedrock.clearScript()
  await bedrock.clearCalls()
})
afterAll(async () => {
  runtime.destroy()
  await target.close()
})

/** What arrived, and what ended it. */
async function answer(silenceMs = LONG_MS) {
  let text = ''
  try {
    const events = bedrockChatModel(runtime, MODEL, silenceMs).stream(REQUEST, new AbortController().signal)
    for await (const event of events) {
      if (event.type === 'text') text += event.delta
    }
    return { text }
  } catch (error) {
    return { text, error }
  }
}

const SILENT = {
  code: 'model-failed',
  message: 'The model does not answer.',
  nextStep: expect.stringContaining('whoever runs Docent'),
}
const BROKE_OFF = { code: 'model-failed', message: 'The model broke off.' }

describe('what a model that fails is said to have done', () => {
  it.each(['modelStreamErrorException', 'internalServerException', 'cut'] as const)(
    'not to answer, where nothing arrived: %s',
    async exception => {
      await bedrock.script({ on: 'chat', exception })
      expect(await answer()).toMatchObject({ text: '', error: SILENT })
      await bedrock.script({ on: 'chat', reply: 'one two', exception, failAfterWords: 0 })
      expect(await answer()).toMatchObject({ text: '', error: SILENT })
    },
  )

  it('to have broken off, where words had', async () => {
    const exception = 'modelStreamErrorException'
    await bedrock.script({ on: 'chat', reply: 'one two three', exception, failAfterWords: 2 })
    expect(await answer()).toMatchObject({ text: 'one two', error: BROKE_OFF })
  })

  it('not to answer, where texts are to be compared', async () => {
    await bedrock.script({ on: 'embed', exception: 'internalServerException' })
    await expect(
      bedrockEncoder(runtime, 'amazon.titan-embed-text-v2:0', 256).encode('Dogs'),
    ).rejects.toMatchObject(SILENT)
  })
})

describe('a model that stays silent is given up', () => {
  const aborted = async () => (await bedrock.calls()).filter(call => call.aborted).length

  it('before its first word, and hears of it', async () => {
    await bedrock.script({ on: 'chat', reply: 'late', firstTokenMs: LONG_MS })
    expect(await answer(100)).toMatchObject({ text: '', error: SILENT })
    await expect.poll(aborted).toBe(1)
  })

  it('between two words, with what has arrived', async () => {
    await bedrock.script({ on: 'chat', reply: 'one two', wordDelayMs: LONG_MS })
    expect(await answer(300)).toMatchObject({ text: 'one', error: BROKE_OFF })
    await expect.poll(aborted).toBe(1)
  })

  it('but not one whose reader is slow', async () => {
    vi.useFakeTimers()
    async function* stream() {
      for (const text of ['one', ' two']) yield { contentBlockDelta: { delta: { text } } }
      yield { messageStop: { stopReason: 'end_turn' } }
    }
    const send = async () => ({ stream: stream() })
    const events = bedrockChatModel({ send } as unknown as BedrockRuntimeClient, MODEL, 100).stream(
      REQUEST,
      new AbortController().signal,
    )
    let text = ''
    for await (const event of events) {
      if (event.type === 'text') text += event.delta
      vi.advanceTimersByTime(1_000)
    }
    expect(text).toBe('one two')
  })

  it('but not one that is slow from word to word', async () => {
    await bedrock.script({ on: 'chat', reply: 'a b c d e f g h', wordDelayMs: 100 })
    expect(await answer(500)).toEqual({ text: 'a b c d e f g h' })
  })
})
