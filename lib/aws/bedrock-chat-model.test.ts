import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type AwsTarget, openAwsTarget } from '../local-aws/testing/aws-target.ts'
import { contractSettings } from '../local-aws/testing/contract-settings.ts'
import { type BedrockControl, bedrockControl } from '../server/testing/bedrock-control.ts'
import { type BedrockWay, bedrockWays } from './testing/bedrock-ways.ts'

const MODEL = 'amazon.nova-lite-v1:0'
const TITAN = 'amazon.titan-embed-text-v2:0'
const LONG_MS = 60_000
const REQUEST = {
  instructions: 'Answer.',
  messages: [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Who?' }] }],
  maxTokens: 100,
}

let target: AwsTarget
let bedrock: BedrockControl
beforeAll(async () => {
  target = await openAwsTarget()
})
afterAll(() => target.close())

const SILENT = {
  code: 'model-failed',
  message: 'The model does not answer.',
  nextStep: expect.stringContaining('whoever runs Docent'),
}
const BROKE_OFF = { code: 'model-failed', message: 'The model broke off.' }
const aborted = async () => (await bedrock.calls()).filter(call => call.aborted).length

const ways = Object.entries(bedrockWays)

describe.each(ways)('a model of Bedrock, here or at AWS, called by %s', (_, open) => {
  let way: BedrockWay
  beforeAll(() => {
    way = open(target)
  })
  afterAll(() => way.close())

  it('answers, and says what it took', async () => {
    const events = await Array.fromAsync(
      way.chat(MODEL, LONG_MS).stream(REQUEST, new AbortController().signal),
    )
    expect(
      events
        .filter(event => event.type === 'text')
        .map(({ delta }) => delta)
        .join(''),
    ).toMatch(/\w/)
    const usage = { type: 'usage', inputTokens: expect.any(Number), outputTokens: expect.any(Number) }
    expect(events.at(-1)).toEqual(usage)
  })

  it('compares texts', async () => {
    const encoder = way.encoder(TITAN, 256)
    const [dogs, same, ships] = await Promise.all(
      ['Dogs are welcome.', 'Dogs are welcome.', 'The ferry leaves at nine.'].map(text =>
        encoder.encode(text),
      ),
    )
    expect(dogs).toHaveLength(256)
    expect(same).toEqual(dogs)
    expect(ships).not.toEqual(dogs)
  })
})

// Scripts order what AWS itself cannot be made to do.
describe.runIf(!contractSettings.realAws).each(ways)('a model of Bedrock, called by %s:', (_, open) => {
  let way: BedrockWay
  beforeAll(() => {
    bedrock = bedrockControl(target.endpoint!, target.account)
    way = open(target)
  })
  afterAll(() => way.close())
  afterEach(async () => {
    vi.useRealTimers()
    await bedrock.clearScript()
    await bedrock.clearCalls()
  })

  /** What arrived, and what ended it. */
  async function answer(silenceMs = LONG_MS, model = MODEL) {
    let text = ''
    try {
      const events = way.chat(model, silenceMs).stream(REQUEST, new AbortController().signal)
      for await (const event of events) {
        if (event.type === 'text') text += event.delta
      }
      return { text }
    } catch (error) {
      return { text, error }
    }
  }

  describe('one that answers', () => {
    it('is heard as it speaks, word for word, and says at last what it took', async () => {
      await bedrock.script({ on: 'chat', reply: 'one é€😀 "three"\n four', wordDelayMs: 40 })
      const events = await Array.fromAsync(
        way.chat(MODEL, LONG_MS).stream(REQUEST, new AbortController().signal),
      )
      const words = events.filter(event => event.type === 'text')
      expect(words.length).toBeGreaterThan(1)
      expect(words.map(({ delta }) => delta).join('')).toBe('one é€😀 "three"\n four')
      const usage = { type: 'usage', inputTokens: expect.any(Number), outputTokens: expect.any(Number) }
      expect(events.slice(words.length)).toEqual([usage])
    })

    it('is heard to the end, however much it says', async () => {
      await bedrock.script({ on: 'chat', reply: 'word', chunks: 20_000 })
      expect(await answer()).toEqual({ text: 'word '.repeat(20_000) })
    })

    it('may be called by the name of an inference profile', async () => {
      const profile = `arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.${MODEL}`
      await bedrock.script({ on: 'chat', reply: 'one' })
      expect(await answer(LONG_MS, profile)).toEqual({ text: 'one' })
      expect((await bedrock.calls())[0]).toMatchObject({ model: profile, finished: true })
    })
  })

  describe('what a model that fails is said to have done', () => {
    it.each(['modelStreamErrorException', 'internalServerException', 'cut'] as const)(
      'not to answer, where nothing arrived: %s',
      async exception => {
        // Twice: a kept connection that ends without a word may have been closed before, and is tried once more.
        for (const step of [{ exception }, { reply: 'one two', exception, failAfterWords: 0 }]) {
          await bedrock.script({ on: 'chat', ...step, times: 2 })
          expect(await answer()).toMatchObject({ text: '', error: SILENT })
          await bedrock.clearScript()
        }
      },
    )

    it.each(['modelStreamErrorException', 'internalServerException', 'validationException', 'cut'] as const)(
      'to have broken off, where words had: %s',
      async exception => {
        await bedrock.script({ on: 'chat', reply: 'one two three', exception, failAfterWords: 2 })
        expect(await answer()).toMatchObject({ text: 'one two', error: BROKE_OFF })
      },
    )

    it.each(['throttlingException', 'serviceUnavailableException'] as const)(
      'to be busy, before and within its answer: %s',
      async exception => {
        for (const failAfterWords of [0, 1]) {
          await bedrock.script({ on: 'chat', reply: 'one two', exception, failAfterWords })
          expect(await answer()).toMatchObject({ error: { code: 'busy', retryAfter: 5 } })
        }
      },
    )

    it('to be busy, where it is throttled', async () => {
      await bedrock.script({ on: 'chat', throttle: true }, { on: 'embed', throttle: true })
      expect(await answer()).toMatchObject({ text: '', error: { code: 'busy' } })
      await expect(way.encoder(TITAN, 256).encode('Dogs')).rejects.toMatchObject({ code: 'busy' })
    })

    it('not to be open, where the account may not call it', async () => {
      await bedrock.setAccess({ model: MODEL, authorization: 'NOT_AUTHORIZED' })
      expect(await answer()).toMatchObject({ error: { code: 'unavailable' } })
      await bedrock.clearAccess()
    })

    it('not to answer, where texts are to be compared', async () => {
      await bedrock.script({ on: 'embed', exception: 'internalServerException' })
      await expect(way.encoder(TITAN, 256).encode('Dogs')).rejects.toMatchObject(SILENT)
    })
  })

  it('one that is throttled for a moment is asked again, and nobody notices', async () => {
    const patient = open(target, 4)
    await bedrock.script({ on: 'chat', throttle: true }, { on: 'embed', throttle: true })
    await bedrock.script({ on: 'chat', reply: 'one' })
    const events = patient.chat(MODEL, LONG_MS).stream(REQUEST, new AbortController().signal)
    expect((await Array.fromAsync(events))[0]).toMatchObject({ type: 'text' })
    expect(await patient.encoder(TITAN, 256).encode('Dogs')).toHaveLength(256)
    patient.close()
  })

  describe('one that stays silent is given up', () => {
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
      await bedrock.script({ on: 'chat', reply: 'one two' })
      // Only what the reader lets pass has passed.
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      let text = ''
      for await (const event of way.chat(MODEL, 100).stream(REQUEST, new AbortController().signal)) {
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

  describe('a reader who leaves', () => {
    it('ends the call: by a signal, with its reason', async () => {
      await bedrock.script({ on: 'chat', reply: 'one two', wordDelayMs: LONG_MS })
      const leaving = new AbortController()
      const reading = (async () => {
        for await (const event of way.chat(MODEL, LONG_MS).stream(REQUEST, leaving.signal))
          if (event.type === 'text') leaving.abort(new Error('Gone.'))
      })()
      await expect(reading).rejects.not.toMatchObject({ code: expect.stringMatching('model') })
      await expect.poll(aborted).toBe(1)
    })

    it('ends the call: before the first word', async () => {
      await bedrock.script({ on: 'chat', reply: 'late', firstTokenMs: LONG_MS })
      const leaving = new AbortController()
      const reading = Array.fromAsync(way.chat(MODEL, LONG_MS).stream(REQUEST, leaving.signal))
      reading.catch(() => undefined)
      await expect.poll(async () => (await bedrock.calls()).length).toBe(1)
      leaving.abort(new Error('Gone.'))
      await expect(reading).rejects.not.toMatchObject({ code: expect.stringMatching('model') })
      await expect.poll(aborted).toBe(1)
    })

    it('ends the call: by reading no more', async () => {
      await bedrock.script({ on: 'chat', reply: 'one two', wordDelayMs: LONG_MS })
      for await (const _ of way.chat(MODEL, LONG_MS).stream(REQUEST, new AbortController().signal)) break
      await expect.poll(aborted).toBe(1)
    })
  })
})
