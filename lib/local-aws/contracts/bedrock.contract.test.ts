import {
  type BedrockRuntimeClient,
  ConverseStreamCommand,
  ValidationException,
} from '@aws-sdk/client-bedrock-runtime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AwsTarget, openAwsTarget } from '../testing/aws-target.ts'
import {
  clientOf,
  collect,
  converse,
  cosine,
  embed,
  invoke,
  message,
  PROMPT,
  TITAN,
  textOf,
} from '../testing/bedrock-test-client.ts'

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

describe('InvokeModel with Titan Text Embeddings V2', () => {
  it('answers with 1,024 numbers of unit length and a token count', async () => {
    const { embedding, embeddingsByType, inputTextTokenCount } = await embed(
      client,
      'The museum opens at ten.',
    )
    expect(embedding).toHaveLength(1024)
    expect(Math.hypot(...embedding)).toBeCloseTo(1, 4)
    expect(embeddingsByType.float).toEqual(embedding)
    expect(inputTextTokenCount).toBeGreaterThan(3)
  })

  it.each([256, 512, 1024])('answers with %i numbers of unit length when asked to', async dimensions => {
    const { embedding } = await embed(client, 'The museum opens at ten.', { dimensions })
    expect(embedding).toHaveLength(dimensions)
    expect(Math.hypot(...embedding)).toBeCloseTo(1, 4)
  })

  it('gives the same text the same vector', async () => {
    const [a, b] = await Promise.all([
      embed(client, 'Dogs stay outside.'),
      embed(client, 'Dogs stay outside.'),
    ])
    expect(cosine(a.embedding, b.embedding)).toBeCloseTo(1, 5)
  })

  it('puts a paraphrase nearer than something unrelated', async () => {
    const [text, paraphrase, unrelated] = await Promise.all([
      embed(client, 'How much does a ticket cost?'),
      embed(client, 'What is the price of admission?'),
      embed(client, 'The volcano erupted in the night.'),
    ])
    const near = cosine(text.embedding, paraphrase.embedding)
    expect(near).toBeGreaterThan(cosine(text.embedding, unrelated.embedding) + 0.1)
  })

  it('answers in bits when asked for binary', async () => {
    const { embeddingsByType } = await embed(client, 'Dogs', { embeddingTypes: ['binary'] })
    expect(new Set(embeddingsByType.binary)).toEqual(new Set([0, 1]))
  })

  it.each([
    ['an empty text', { inputText: '' }],
    ['more than 50,000 characters', { inputText: 'a'.repeat(50_001) }],
    ['more than 8,192 tokens', { inputText: 'q 7 x '.repeat(8_000) }],
    ['dimensions it does not have', { inputText: 'Dogs', dimensions: 300 }],
    ['no text', {}],
  ])('refuses %s with ValidationException', async (_, body) => {
    await expect(invoke(client, body)).rejects.toBeInstanceOf(ValidationException)
  })

  it('refuses a model that does not exist with ValidationException', async () => {
    await expect(
      invoke(client, { inputText: 'Dogs' }, 'amazon.titan-embed-text-v9:0'),
    ).rejects.toBeInstanceOf(ValidationException)
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
    const events = await collect(client, PROMPT)
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
