import { expect, it } from 'vitest'
import { DocentError } from '../errors.ts'
import { Meter } from './meter.ts'
import type { ChatModel, ChatModelEvent } from './ports.ts'

const request = {
  instructions: 'x'.repeat(300),
  messages: [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'y'.repeat(100) }] }],
  maxTokens: 50,
}
const { signal } = new AbortController()
const word: ChatModelEvent = { type: 'text', delta: 'w'.repeat(40) }
const usage: ChatModelEvent = { type: 'usage', inputTokens: 123, outputTokens: 45 }

/** A model that says these, and then throws what is given. */
function model(events: ChatModelEvent[], failure?: unknown): ChatModel {
  return {
    async *stream() {
      yield* events
      if (failure) throw failure
    },
  }
}

async function listen(meter: Meter, said: ChatModel, events = Number.POSITIVE_INFINITY): Promise<void> {
  let heard = 0
  for await (const _ of meter.metered(said).stream(request, signal)) if (++heard === events) return
}

function meter() {
  const time = { now: 1_000 }
  return { time, meter: new Meter(time.now, () => time.now) }
}

it('an answer takes what its model says it took', async () => {
  const { meter: counting } = meter()
  await listen(counting, model([word, word, usage]))
  await listen(counting, model([usage]))
  expect(counting.usage).toEqual({ inputTokens: 246, outputTokens: 90, embeddingTokens: 0 })
})

it.each([
  ['that its reader left', model([word, word, usage]), 2],
  ['that broke off', model([word, word], new DocentError('model-failed', 'Broken.', 'Again.')), undefined],
  ['that was aborted', model([word, word], new DOMException('Stop', 'AbortError')), undefined],
])(
  'an answer %s takes what was read and said by then, at four characters a token',
  async (_, said, events) => {
    const { meter: counting } = meter()
    await listen(counting, said, events).catch((error: Error) => expect(error.message).toMatch(/Broken|Stop/))
    expect(counting.usage).toEqual({ inputTokens: 100, outputTokens: 20, embeddingTokens: 0 })
  },
)

it('a model too busy to begin takes nothing, one that broke off before the first word its question', async () => {
  const { meter: counting } = meter()
  const busy = model([], new DocentError('busy', 'Busy.', 'Wait.'))
  await expect(listen(counting, busy)).rejects.toThrow('Busy.')
  expect(counting.usage).toMatchObject({ inputTokens: 0, outputTokens: 0 })
  const broken = model([], new DocentError('model-failed', 'Broken.', 'Again.'))
  await expect(listen(counting, broken)).rejects.toThrow('Broken.')
  expect(counting.usage).toMatchObject({ inputTokens: 100, outputTokens: 0 })
})

it('what is compared with the documents is counted by itself', async () => {
  const { meter: counting } = meter()
  const encoder = { name: 'letters', encode: async () => Float32Array.of(1) }
  await counting.meteredEncoder(encoder).encode('z'.repeat(41))
  expect(counting.usage).toEqual({ inputTokens: 0, outputTokens: 0, embeddingTokens: 11 })
  expect(counting.summary(false).usage).toEqual({ inputTokens: 0, outputTokens: 0 })
})

it('the first word is timed once, the whole at its end', () => {
  const { meter: counting, time } = meter()
  expect(counting.summary(true)).toMatchObject({ stopped: true, timing: { firstTokenMs: null, totalMs: 0 } })
  time.now = 1_400
  counting.firstWord()
  time.now = 3_000
  counting.firstWord()
  expect(counting.summary(false).timing).toEqual({ firstTokenMs: 400, totalMs: 2_000 })
})
