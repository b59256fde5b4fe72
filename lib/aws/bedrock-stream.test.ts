import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeEvent, encodeException, encodeFrame } from '../local-aws/event-stream.ts'
import { bedrockWays } from './testing/bedrock-ways.ts'
import { type ScriptedService, type Step, scriptedService } from './wire/testing/scripted-service.ts'

const REQUEST = {
  instructions: 'Answer.',
  messages: [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Who?' }] }],
  maxTokens: 100,
}
const START = encodeEvent('messageStart', { role: 'assistant' })
const word = (text: string) =>
  encodeEvent('contentBlockDelta', { contentBlockIndex: 0, delta: { text }, p: 'abcd' })
const STOP = encodeEvent('messageStop', { stopReason: 'end_turn' })
const USAGE = encodeEvent('metadata', { usage: { inputTokens: 3, outputTokens: 2, totalTokens: 5 } })
const WHOLE = [START, word('one'), word(' two'), STOP, USAGE]

const said = (...frames: Uint8Array[]): Step => {
  return answer => {
    answer.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' })
    answer.end(Buffer.concat(frames))
  }
}

let service: ScriptedService
beforeEach(async () => {
  service = await scriptedService()
})
afterEach(() => service.close())

const SILENT = { code: 'model-failed', message: 'The model does not answer.' }
const BROKE_OFF = { code: 'model-failed', message: 'The model broke off.' }

describe.each(Object.entries(bedrockWays))('a stream of Bedrock, read by %s:', (_, open) => {
  async function answer(signal = new AbortController().signal, onWord?: () => void) {
    const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' }
    const way = open({ region: 'us-east-1', endpoint: service.endpoint, credentials })
    let text = ''
    const usage: unknown[] = []
    try {
      for await (const event of way.chat('a.model-v1:0', 60_000).stream(REQUEST, signal)) {
        if (event.type === 'text') text += event.delta
        else usage.push(event)
        onWord?.()
      }
      return { text, usage }
    } catch (error) {
      return { text, usage, error }
    } finally {
      way.close()
    }
  }

  it('words and what they took, and nothing of what it does not know', async () => {
    const unknown = encodeEvent('somethingNew', { text: 'no' })
    const thinking = encodeEvent('contentBlockDelta', {
      contentBlockIndex: 0,
      delta: { reasoningContent: { text: 'hm' } },
    })
    service.does(said(START, unknown, thinking, word(''), ...WHOLE.slice(1)))
    const usage = [{ type: 'usage', inputTokens: 3, outputTokens: 2 }]
    expect(await answer()).toEqual({ text: 'one two', usage })
    expect(service.calls[0]!.url).toBe('/model/a.model-v1%3A0/converse-stream')
    expect(JSON.parse(service.calls[0]!.body)).toEqual({
      system: [{ text: 'Answer.' }],
      messages: [{ role: 'user', content: [{ text: 'Who?' }] }],
      inferenceConfig: { maxTokens: 100, temperature: 0 },
    })
  })

  it('frames that come byte by byte', async () => {
    service.does(async response => {
      response.writeHead(200)
      for (const byte of Buffer.concat(WHOLE))
        await new Promise(sent => response.write(Buffer.from([byte]), sent))
      response.end()
    })
    expect(await answer()).toMatchObject({ text: 'one two', usage: [{}] })
  })

  it.each([
    ['words without an end', WHOLE.slice(0, 3)],
    ['an end within a frame', [...WHOLE.slice(0, 3), STOP.subarray(0, -3)]],
    ['an end within what follows the last word', [...WHOLE.slice(0, 4), USAGE.subarray(0, 20)]],
    ['a frame with a wrong bit', [START, word('one'), spoilt(word(' two')), STOP]],
    ['something else', [START, word('one'), Buffer.from('<html>this is not a frame</html>')]],
    ['an error that has no model', [START, word('one'), errorFrame('InternalFailure')]],
    [
      'a refusal of which nobody knew',
      [START, word('one'), encodeException('newException', { message: 'No.' })],
    ],
    ['its own failure', [START, word('one'), encodeException('internalServerException', { message: 'No.' })]],
  ])('broke off after what had come: %s', async (_, frames) => {
    service.does(said(...frames))
    expect(await answer()).toMatchObject({ text: expect.stringMatching(/^one( two)?$/), error: BROKE_OFF })
  })

  it('nothing at all', async () => {
    service.does(said())
    expect(await answer()).toMatchObject({ text: '', error: SILENT })
  })

  it('broke off: a connection that is lost after the last word', async () => {
    service.does(response => {
      response.writeHead(200)
      response.write(Buffer.concat(WHOLE), () => response.socket!.destroy())
    })
    const { text, error } = await answer()
    expect({ text, error }).toMatchObject({
      text: 'one two',
      error: { ...BROKE_OFF, cause: expect.any(Error) },
    })
  })

  it('nothing more for a reader who has left, though more had come', async () => {
    const leaving = new AbortController()
    service.does(said(...WHOLE))
    const { usage, error } = await answer(leaving.signal, () => leaving.abort(new Error('Gone.')))
    expect({ usage, error }).toMatchObject({ usage: [], error: { message: 'Gone.' } })
  })

  it('the reason that an error gives', async () => {
    service.does(said(START, errorFrame('InternalFailure')))
    expect((await answer()).error).toMatchObject({ cause: { name: 'InternalFailure', message: 'Lost.' } })
  })

  it.each([
    ['busy', 'busy', encodeException('throttlingException', { message: 'No.' })],
    ['busy elsewhere', 'busy', encodeException('serviceUnavailableException', { message: 'No.' })],
    ['failed', 'model-failed', errorFrame('InternalFailure')],
  ])('before the first word: %s', async (_, code, frame) => {
    service.does(said(START, frame))
    expect(await answer()).toMatchObject({ text: '', error: { code } })
  })

  it.each([
    ['modelStreamErrorException', false],
    ['validationException', false],
    ['internalServerException', true],
  ])('says whether trying again can help: %s', async (exception, helps) => {
    service.does(said(START, encodeException(exception, { message: 'No.' })))
    const { error } = (await answer()) as { error: { retryAfter?: number; cause: Error } }
    expect(error.retryAfter !== undefined).toBe(helps)
    expect(error.cause).toMatchObject({
      name: exception[0]!.toUpperCase() + exception.slice(1),
      message: 'No.',
    })
  })

  it.each([
    [403, 'AccessDeniedException', 'No.', 'unavailable'],
    [404, 'ResourceNotFoundException', 'No.', 'unavailable'],
    [400, 'ValidationException', 'The provided model identifier is invalid.', 'unavailable'],
    [400, 'ValidationException', 'Too long.', 'model-failed'],
    [429, 'ThrottlingException', 'No.', 'busy'],
    [503, 'ServiceUnavailableException', 'No.', 'busy'],
    [500, 'InternalServerException', 'No.', 'model-failed'],
  ])('refused with %s %s (%s): %s', async (status, name, message, code) => {
    service.does(response => {
      response.writeHead(status, { 'x-amzn-errortype': `${name}:http://internal.amazon.com/` })
      response.end(JSON.stringify({ message }))
    })
    const { error } = await answer()
    expect(error).toMatchObject({ code, cause: { name, message, $metadata: { httpStatusCode: status } } })
  })
})

function errorFrame(code: string): Buffer {
  return encodeFrame({ ':message-type': 'error', ':error-code': code, ':error-message': 'Lost.' }, '')
}

function spoilt(frame: Buffer): Buffer {
  const wrong = Buffer.from(frame)
  wrong[wrong.length - 10]! ^= 1
  return wrong
}
