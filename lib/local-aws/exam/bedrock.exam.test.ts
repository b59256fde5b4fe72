import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  type ConverseStreamOutput,
  InvokeModelCommand,
  ModelStreamErrorException,
  ServiceUnavailableException,
  ThrottlingException,
  ValidationException,
} from '@aws-sdk/client-bedrock-runtime'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ModelCall } from '../bedrock/call-log.ts'
import type { ScriptStep } from '../bedrock/script.ts'
import { examSettings } from './exam-settings.ts'
import { type ExamTarget, examTarget } from './exam-target.ts'

const TITAN = 'amazon.titan-embed-text-v2:0'
const CHAT = 'amazon.nova-lite-v1:0'
const PROMPT = `<passages>
<passage n="1" document="Rules.pdf" place="Page 4 &#183; Animals">
Guide dogs are welcome. Other dogs must stay outside at the hooks.
</passage>
</passages>
<question>
Where must other dogs stay?
</question>`

let target: ExamTarget
let client: BedrockRuntimeClient

beforeAll(async () => {
  target = await examTarget()
  client = clientOf(target)
})

afterAll(async () => {
  client.destroy()
  await target.close()
})

describe('InvokeModel with Titan Text Embeddings V2', () => {
  it('answers with 1,024 numbers of unit length and a token count', async () => {
    const { embedding, embeddingsByType, inputTextTokenCount } = await embed('The museum opens at ten.')
    expect(embedding).toHaveLength(1024)
    expect(Math.hypot(...embedding)).toBeCloseTo(1, 4)
    expect(embeddingsByType.float).toEqual(embedding)
    expect(inputTextTokenCount).toBeGreaterThan(3)
  })

  it.each([256, 512, 1024])('answers with %i numbers of unit length when asked to', async dimensions => {
    const { embedding } = await embed('The museum opens at ten.', { dimensions })
    expect(embedding).toHaveLength(dimensions)
    expect(Math.hypot(...embedding)).toBeCloseTo(1, 4)
  })

  it('gives the same text the same vector', async () => {
    const [a, b] = await Promise.all([embed('Dogs stay outside.'), embed('Dogs stay outside.')])
    expect(cosine(a.embedding, b.embedding)).toBeCloseTo(1, 5)
  })

  it('puts a paraphrase nearer than something unrelated', async () => {
    const [text, paraphrase, unrelated] = await Promise.all([
      embed('How much does a ticket cost?'),
      embed('What is the price of admission?'),
      embed('The volcano erupted in the night.'),
    ])
    const near = cosine(text.embedding, paraphrase.embedding)
    expect(near).toBeGreaterThan(cosine(text.embedding, unrelated.embedding) + 0.1)
  })

  it('answers in bits when asked for binary', async () => {
    const { embeddingsByType } = await embed('Dogs', { embeddingTypes: ['binary'] })
    expect(new Set(embeddingsByType.binary)).toEqual(new Set([0, 1]))
  })

  it.each([
    ['an empty text', { inputText: '' }],
    ['more than 50,000 characters', { inputText: 'a'.repeat(50_001) }],
    ['more than 8,192 tokens', { inputText: 'q 7 x '.repeat(8_000) }],
    ['dimensions it does not have', { inputText: 'Dogs', dimensions: 300 }],
    ['no text', {}],
  ])('refuses %s with ValidationException', async (_, body) => {
    await expect(invoke(body)).rejects.toBeInstanceOf(ValidationException)
  })

  it('refuses a model that does not exist with ValidationException', async () => {
    await expect(invoke({ inputText: 'Dogs' }, 'amazon.titan-embed-text-v9:0')).rejects.toBeInstanceOf(
      ValidationException,
    )
  })
})

describe('Converse and ConverseStream', () => {
  it('answers in one message with usage and a stop reason', async () => {
    const answer = await client.send(converse(PROMPT))
    expect(answer.output?.message?.role).toBe('assistant')
    expect(answer.output?.message?.content?.[0]?.text).toContain('outside')
    expect(answer.stopReason).toBe('end_turn')
    expect(answer.usage?.totalTokens).toBe(answer.usage!.inputTokens! + answer.usage!.outputTokens!)
    expect(answer.metrics?.latencyMs).toBeGreaterThanOrEqual(0)
  })

  it('streams the answer piece by piece, then the stop reason, then usage', async () => {
    const events = await collect(PROMPT)
    expect(Object.keys(events[0]!)).toEqual(['messageStart'])
    expect(textOf(events)).toContain('outside')
    expect(events.filter(event => event.contentBlockDelta !== undefined).length).toBeGreaterThan(1)
    expect(events.at(-2)?.messageStop?.stopReason).toBe('end_turn')
    expect(events.at(-1)?.metadata?.usage?.outputTokens).toBeGreaterThan(0)
  })

  it('stops at maxTokens and says so', async () => {
    const answer = await client.send(converse(PROMPT, { inferenceConfig: { maxTokens: 2 } }))
    expect(answer.stopReason).toBe('max_tokens')
  })

  it.each([
    ['a model that does not exist', { modelId: 'docent.no-such-model' }],
    ['an embedding model', { modelId: TITAN }],
    ['a conversation that starts with the assistant', { messages: [message('assistant', 'Hello')] }],
    ['two user messages in a row', { messages: [message('user', 'Hello'), message('user', 'Hello?')] }],
    ['a blank text', { messages: [message('user', ' ')] }],
  ])('refuses %s with ValidationException', async (_, change) => {
    await expect(client.send(converse(PROMPT, change))).rejects.toBeInstanceOf(ValidationException)
    await expect(
      client.send(new ConverseStreamCommand({ ...converse(PROMPT).input, ...change })),
    ).rejects.toBeInstanceOf(ValidationException)
  })

  it('refuses a forged signature', async () => {
    const forger = clientOf(target, {
      accessKeyId: target.account.accessKeyId,
      secretAccessKey: 'not the key',
    })
    const error = await forger.send(converse(PROMPT)).catch(error => error)
    expect(error.$metadata.httpStatusCode).toBe(403)
    expect(['InvalidSignatureException', 'UnrecognizedClientException']).toContain(error.name)
    forger.destroy()
  })

  it('ends quietly when the client aborts while it streams', async () => {
    const aborting = new AbortController()
    const { stream } = await client.send(new ConverseStreamCommand(converse(PROMPT).input), {
      abortSignal: aborting.signal,
    })
    const reading = (async () => {
      for await (const _ of stream!) aborting.abort()
    })()
    // With a short answer everything may have arrived before the abort: then there is nothing to break off.
    const outcome = await reading.catch((error: Error) => error.name)
    expect([undefined, 'AbortError']).toContain(outcome)
    expect((await client.send(converse(PROMPT))).stopReason).toBe('end_turn')
  })
})

// Scripts order failures that AWS itself cannot be made to have, so these are only set where it runs here.
describe.runIf(!examSettings.realAws)('scripted behaviour (loopback only)', () => {
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
    await expect(invoke({ inputText: 'Dogs' }, TITAN, once)).rejects.toBeInstanceOf(ThrottlingException)
    await expect(invoke({ inputText: 'Dogs' }, TITAN, once)).rejects.toBeInstanceOf(ThrottlingException)
    await expect(invoke({ inputText: 'Dogs' }, TITAN, once)).resolves.toBeDefined()
    once.destroy()
  })

  it.each([
    ['modelStreamErrorException', ModelStreamErrorException],
    ['throttlingException', ThrottlingException],
    ['serviceUnavailableException', ServiceUnavailableException],
  ] as const)('breaks a stream after three words with %s', async (exception, Class) => {
    await script({ on: 'chat', reply: 'one two three four five', failAfterWords: 3, exception })
    const seen: ConverseStreamOutput[] = []
    const failure = await collect(PROMPT, seen).catch(error => error)
    expect(failure).toBeInstanceOf(Class)
    expect(textOf(seen)).toBe('one two three')
  })

  it('cuts the connection in the middle of a word', async () => {
    await script({ on: 'chat', reply: 'one two three', failAfterWords: 1, exception: 'cut' })
    const failure = await collect(PROMPT).catch(error => error)
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
    // The SDK ends the iteration without an error when the abort comes between two frames.
    const outcome = await reading.catch((error: Error) => error.name)
    expect([undefined, 'AbortError']).toContain(outcome)
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
    const events = await collect(PROMPT)
    expect(textOf(events)).toBe('bench '.repeat(120))
    expect(events.at(-1)?.metadata?.usage?.outputTokens).toBe(120)
  })

  it('answers embeddings with a cheap vector when a bench asks for it', async () => {
    await script({ on: 'embed', vector: 'fast' })
    const { embedding } = await embed('a text that the encoder has never seen before')
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

function clientOf(
  { region, endpoint, credentials }: ExamTarget,
  other?: { accessKeyId: string; secretAccessKey: string },
  maxAttempts = 3,
  systemClockOffset = 0,
) {
  return new BedrockRuntimeClient({
    region,
    endpoint,
    credentials: other ?? credentials,
    maxAttempts,
    systemClockOffset,
  })
}

function message(role: 'user' | 'assistant', text: string) {
  return { role, content: [{ text }] }
}

function converse(prompt: string, change: object = {}) {
  const system = [{ text: 'Answer from the passages in one sentence and cite them as [1].' }]
  return new ConverseCommand({ modelId: CHAT, system, messages: [message('user', prompt)], ...change })
}

async function collect(prompt: string, seen: ConverseStreamOutput[] = []): Promise<ConverseStreamOutput[]> {
  const { stream } = await client.send(new ConverseStreamCommand(converse(prompt).input))
  for await (const event of stream!) seen.push(event)
  return seen
}

function textOf(events: ConverseStreamOutput[]): string {
  return events.map(event => event.contentBlockDelta?.delta?.text ?? '').join('')
}

async function invoke(body: object, modelId = TITAN, by = client) {
  const { body: answer } = await by.send(
    new InvokeModelCommand({ modelId, contentType: 'application/json', body: JSON.stringify(body) }),
  )
  return JSON.parse(new TextDecoder().decode(answer)) as {
    embedding: number[]
    embeddingsByType: { float?: number[]; binary?: number[] }
    inputTextTokenCount: number
  }
}

function embed(inputText: string, options: object = {}) {
  return invoke({ inputText, ...options })
}

function cosine(a: number[], b: number[]): number {
  const dot = a.reduce((sum, value, i) => sum + value * b[i]!, 0)
  return dot / (Math.hypot(...a) * Math.hypot(...b))
}

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
