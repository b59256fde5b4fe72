import {
  type BedrockRuntimeClient,
  ConverseStreamCommand,
  type ConverseStreamOutput,
  ModelStreamErrorException,
  ServiceUnavailableException,
  ThrottlingException,
} from '@aws-sdk/client-bedrock-runtime'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ModelCall } from '../bedrock/call-log.ts'
import type { ScriptStep } from '../bedrock/script.ts'
import { type AwsTarget, openAwsTarget } from '../testing/aws-target.ts'
import {
  CHAT,
  clientOf,
  collect,
  converse,
  embed,
  invoke,
  PROMPT,
  textOf,
} from '../testing/bedrock-test-client.ts'
import { contractSettings } from '../testing/contract-settings.ts'

let target: AwsTarget
let client: BedrockRuntimeClient

beforeAll(async () => {
  target = await openAwsTarget()
  client = clientOf(target)
})

afterAll(async () => {
  client.destroy()
  await target.close()
})

// Scripts order failures that AWS itself cannot be made to have, so these are only set where it runs here.
describe.runIf(!contractSettings.realAws)('scripted behaviour (loopback only)', () => {
  beforeEach(async () => {
    await control('DELETE', 'script')
    await control('DELETE', 'calls')
  })

  it('throttles once, and the SDK tries again and succeeds', async () => {
    await script({ on: 'chat', throttle: true })
    const answer = await client.send(converse(PROMPT))
    expect(answer.$metadata.attempts).toBe(2)
    expect((await calls()).map(call => call.error)).toEqual(['ThrottlingException', undefined])
  })

  it('throttles embedding as often as ordered', async () => {
    const once = clientOf(target, undefined, 1)
    await script({ on: 'embed', throttle: true, times: 2 })
    await expect(invoke(once, { inputText: 'Dogs' })).rejects.toBeInstanceOf(ThrottlingException)
    await expect(invoke(once, { inputText: 'Dogs' })).rejects.toBeInstanceOf(ThrottlingException)
    await expect(invoke(once, { inputText: 'Dogs' })).resolves.toBeDefined()
    once.destroy()
  })

  it.each([
    ['modelStreamErrorException', ModelStreamErrorException],
    ['throttlingException', ThrottlingException],
    ['serviceUnavailableException', ServiceUnavailableException],
  ] as const)('breaks a stream after three words with %s', async (exception, Class) => {
    await script({ on: 'chat', reply: 'one two three four five', failAfterWords: 3, exception })
    const seen: ConverseStreamOutput[] = []
    const failure = await collect(client, PROMPT, seen).catch(error => error)
    expect(failure).toBeInstanceOf(Class)
    expect(textOf(seen)).toBe('one two three')
  })

  it('cuts the connection in the middle of a word', async () => {
    await script({ on: 'chat', reply: 'one two three', failAfterWords: 1, exception: 'cut' })
    const failure = await collect(client, PROMPT).catch(error => error)
    expect(failure).toBeInstanceOf(Error)
    expect((await calls())[0]?.error).toBe('cut')
  })

  it.each<[string, ScriptStep]>([
    ['a slow bench', { on: 'chat', chunks: 100_000, perChunkMs: 1, reply: 'word' }],
    ['a fast bench', { on: 'chat', chunks: 100_000, reply: 'word' }],
    ['a slow reply', { on: 'chat', wordDelayMs: 1, reply: 'word '.repeat(50_000) }],
    ['a fast reply', { on: 'chat', reply: 'word '.repeat(50_000) }],
  ])('stops producing %s when the client goes away, and knows that it did', async (_, step) => {
    await script(step)
    const aborting = new AbortController()
    const { stream } = await client.send(new ConverseStreamCommand(converse(PROMPT).input), {
      abortSignal: aborting.signal,
    })
    const reading = (async () => {
      for await (const event of stream!) if (event.contentBlockDelta !== undefined) aborting.abort()
    })()
    // The SDK ends the iteration quietly when the abort comes between two frames, and with an error within one.
    const outcome = await reading.catch((error: Error) => `${error.name}: ${error.message}`)
    expect(outcome ?? 'aborted').toMatch(/abort|truncated/i)
    await expect.poll(async () => (await calls())[0]).toMatchObject({ aborted: true, finished: false })
    expect((await calls())[0]!.wordsSent).toBeLessThan(50_000)
  })

  it('stops before a stop sequence and says so', async () => {
    await script({ on: 'chat', reply: 'one two three' })
    const answer = await client.send(converse(PROMPT, { inferenceConfig: { stopSequences: [' three'] } }))
    expect(answer.output?.message?.content?.[0]?.text).toBe('one two')
    expect(answer.stopReason).toBe('stop_sequence')
  })

  it('streams as many ready-made chunks as a bench asks for', async () => {
    await script({ on: 'chat', reply: 'bench', chunks: 120 })
    const events = await collect(client, PROMPT)
    expect(textOf(events)).toBe('bench '.repeat(120))
    expect(events.at(-1)?.metadata?.usage?.outputTokens).toBe(120)
  })

  it('answers embeddings with a cheap vector when a bench asks for it', async () => {
    await script({ on: 'embed', vector: 'fast' })
    const { embedding } = await embed(client, 'a text that the encoder has never seen before')
    expect(Math.hypot(...embedding)).toBeCloseTo(1, 4)
  })

  it('only lets the holder of the secret key script it', async () => {
    const response = await fetch(`${target.endpoint}/_bedrock/calls`, {
      headers: { 'x-docent-script': 'guess' },
    })
    expect(response.status).toBe(403)
  })

  it('names an operation that it does not have', async () => {
    const other = clientOf(target, undefined, 1)
    other.middlewareStack.add(
      next => args => {
        const request = args.request as { path: string }
        request.path = request.path.replace(/converse$/, 'count-tokens')
        return next(args)
      },
      { step: 'build' },
    )
    const error = await other.send(converse(PROMPT)).catch(error => error)
    expect(error.name).toBe('UnknownOperationException')
    expect(error.message).toContain('count-tokens')
    other.destroy()
  })

  it('asks for a signature before it looks at anything else', async () => {
    const response = await fetch(`${target.endpoint}/model/${CHAT}/count-tokens`, { method: 'POST' })
    expect(response.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException')
  })

  it('refuses a signature that is an hour old', async () => {
    const late = clientOf(target, undefined, 1, -60 * 60_000)
    const error = await late.send(converse(PROMPT)).catch(error => error)
    expect(error.name).toBe('InvalidSignatureException')
    expect(error.message).toContain('expired')
    late.destroy()
  })
})

async function control(method: string, what: string, body?: object) {
  const response = await fetch(`${target.endpoint}/_bedrock/${what}`, {
    method,
    headers: { 'x-docent-script': target.account.secretAccessKey },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  expect(response.status).toBe(200)
  return response.json()
}

function script(...steps: ScriptStep[]) {
  return control('POST', 'script', { steps })
}

async function calls(): Promise<ModelCall[]> {
  return (await control('GET', 'calls')).calls
}
