import type { IncomingMessage } from 'node:http'
import { PassThrough } from 'node:stream'
import { beforeEach, expect, it, vi } from 'vitest'
import type { ChatModelEvent } from '#lib/core/chat/ports.ts'
import { encodeEvent } from '../../local-aws/event-stream.ts'
import type { AwsService } from './aws-service.ts'
import { wireChatModel } from './wire-chat-model.ts'

/** How long each turn would have waited; no time passes. */
const waits: number[] = []
vi.mock('node:timers/promises', () => ({ setTimeout: async (ms: number) => void waits.push(ms) }))
beforeEach(() => {
  waits.length = 0
})

const REQUEST = { instructions: 'Answer.', messages: [], maxTokens: 100 }
const word = (text: string) => encodeEvent('contentBlockDelta', { contentBlockIndex: 0, delta: { text } })
const STOP = encodeEvent('messageStop', { stopReason: 'end_turn' })

/** A model, and the connections over which its answers come. */
function model() {
  const answers: PassThrough[] = []
  const call: AwsService['call'] = (_, read) => {
    const answer = new PassThrough()
    answers.push(answer)
    return read(answer as unknown as IncomingMessage)
  }
  const chat = wireChatModel({ call } as AwsService, 'a.model', 60_000)
  /** An answer of which the first word has come. */
  async function speaking(): Promise<AsyncIterator<ChatModelEvent>> {
    const events = chat.stream(REQUEST, new AbortController().signal)[Symbol.asyncIterator]()
    const first = events.next()
    answers.at(-1)!.write(word('one'))
    expect(await first).toMatchObject({ value: { delta: 'one' } })
    return events
  }
  return { answers, chat, speaking }
}

it('nobody waits after the last words', async () => {
  const { answers, chat } = model()
  const events = chat.stream(REQUEST, new AbortController().signal)[Symbol.asyncIterator]()
  const first = events.next()
  answers[0]!.end(Buffer.concat([word('one'), STOP]))
  expect(await first).toMatchObject({ value: { delta: 'one' } })
  expect(await events.next()).toMatchObject({ done: true })
  expect(waits).toEqual([])
})

it.each([
  [1, 40],
  [30, 72],
  [90, 120],
])('of %d answers at once each takes turns of %d ms', async (count, pace) => {
  const { answers, speaking } = model()
  const all = await inTurn(count, speaking)
  answers.at(-1)!.end(STOP)
  expect(await all.at(-1)!.next()).toMatchObject({ done: true })
  expect(waits).toEqual([pace])
})

it('answers that are over, or that nobody reads to their end, slow the others no more', async () => {
  const { answers, speaking } = model()
  const [last, ...others] = await inTurn(30, speaking)
  for (const one of others) await one.return!()
  answers[0]!.end(STOP)
  expect(await last!.next()).toMatchObject({ done: true })
  expect(waits).toEqual([40])
})

async function inTurn<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  const made: T[] = []
  for (let one = 0; one < count; one++) made.push(await make())
  return made
}
