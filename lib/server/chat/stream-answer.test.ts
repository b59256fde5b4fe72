import { expect, it } from 'vitest'
import type { AnswerEvent } from '#lib/core/chat/answer-event.ts'
import type { AnswerOutcome } from '#lib/core/chat/answer-question.ts'
import { requestId, withRequestId } from '../request-id.ts'
import { streamAnswer } from './stream-answer.ts'
import { uiMessageStream } from './ui-message-stream.ts'

const problem = { code: 'model-failed', message: 'Broken.', nextStep: 'Try again.' }
const summary = {
  answered: true,
  stopped: false,
  usage: { inputTokens: 1, outputTokens: 1 },
  timing: { firstTokenMs: 1, totalMs: 2 },
}

/** An answer in steps, each of which waits for its turn as a model's words do. */
async function* answering(onStep: (step: string) => void): AsyncGenerator<AnswerEvent, AnswerOutcome> {
  try {
    onStep('start')
    yield { type: 'start', conversationId: 'chat_1', messageId: 'msg_1' }
    await new Promise(resolve => setImmediate(resolve))
    onStep('text')
    yield { type: 'text', delta: 'Hello' }
    await new Promise(resolve => setImmediate(resolve))
    onStep('problem')
    yield { type: 'problem', problem }
    return { summary, problem, cost: 7 }
  } finally {
    onStep('end')
  }
}

it('belongs to its request to the end, whoever reads it and whenever', async () => {
  const ids: (string | null)[] = []
  const response = withRequestId('request-one', () =>
    streamAnswer(
      answering(() => ids.push(requestId())),
      new AbortController(),
      uiMessageStream(),
    ),
  )
  // The first piece waits for its reader; from then on it is the reader who asks for more.
  await new Promise(resolve => setImmediate(resolve))
  const text = await withRequestId('somebody-else', () => response.text())
  expect(ids).toEqual(Array(4).fill('request-one'))
  expect(text).toContain('"requestId":"request-one"')
})

it('goes through an answer whose reader leaves at once to its end: the model is stopped, the outcome known', async () => {
  const steps: string[] = []
  const stop = new AbortController()
  const outcomes: AnswerOutcome[] = []
  async function* told(): AsyncGenerator<AnswerEvent, AnswerOutcome> {
    const outcome = yield* answering(step => steps.push(step))
    outcomes.push(outcome)
    return outcome
  }
  await streamAnswer(told(), stop, uiMessageStream()).body!.cancel()
  expect(steps.at(-1)).toBe('end')
  expect(outcomes).toEqual([{ summary, problem, cost: 7 }])
  expect(stop.signal.aborted).toBe(true)
})

it('tells its reader of one that fails without a word', async () => {
  async function* failing(): AsyncGenerator<AnswerEvent, AnswerOutcome> {
    yield { type: 'start', conversationId: 'chat_1', messageId: 'msg_1' }
    throw new Error('the table is away')
  }
  const response = streamAnswer(failing(), new AbortController(), uiMessageStream())
  await expect(response.text()).rejects.toThrow('the table is away')
})
