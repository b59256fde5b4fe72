import { expect, it, vi } from 'vitest'
import type { AnswerEvent } from '#lib/core/chat/answer-event.ts'
import { requestId, withRequestId } from '../request-id.ts'
import { answerStream } from './answer-stream.ts'

/** An answer in steps, each of which waits for its turn as a model's words do. */
async function* answering(onStep: (step: string) => void): AsyncGenerator<AnswerEvent> {
  try {
    onStep('start')
    yield { type: 'start', conversationId: 'chat_1', messageId: 'msg_1' }
    await new Promise(resolve => setImmediate(resolve))
    onStep('text')
    yield { type: 'text', delta: 'Hello' }
    await new Promise(resolve => setImmediate(resolve))
    onStep('problem')
    yield { type: 'problem', problem: { code: 'model-failed', message: 'Broken.', nextStep: 'Try again.' } }
  } finally {
    onStep('end')
  }
}

it('belongs to its request to the end, whoever reads it and whenever', async () => {
  const ids: (string | null)[] = []
  const response = withRequestId('request-one', () =>
    answerStream(
      answering(() => ids.push(requestId())),
      new AbortController(),
      async () => void ids.push(requestId()),
    ),
  )
  // The first piece waits for its reader; from then on it is the reader who asks for more.
  await new Promise(resolve => setImmediate(resolve))
  const text = await withRequestId('somebody-else', () => response.text())
  expect(ids).toEqual(Array(5).fill('request-one'))
  expect(text).toContain('"requestId":"request-one"')
})

it('ends an answer whose reader leaves at once: the model is stopped, the end gone through and waited for', async () => {
  const steps: string[] = []
  const stop = new AbortController()
  const ended = vi.fn(async () => {
    await new Promise(resolve => setImmediate(resolve))
    steps.push('settled')
  })
  await answerStream(
    answering(step => steps.push(step)),
    stop,
    ended,
  ).body!.cancel()
  expect(steps).toEqual(['start', 'end', 'settled'])
  expect(stop.signal.aborted).toBe(true)
})

it('ends one that fails without a word, and tells its reader', async () => {
  const ended = vi.fn(async () => {})
  async function* failing(): AsyncGenerator<AnswerEvent> {
    yield { type: 'start', conversationId: 'chat_1', messageId: 'msg_1' }
    throw new Error('the table is away')
  }
  await expect(answerStream(failing(), new AbortController(), ended).text()).rejects.toThrow(
    'the table is away',
  )
  expect(ended).toHaveBeenCalledOnce()
})
