import { expect, it } from 'vitest'
import type { AnswerEvent } from '#lib/core/chat/answer-event.ts'
import type { AnswerOutcome } from '#lib/core/chat/answer-question.ts'
import { whileAwaited } from './watch-stop.ts'

it('ends an answer whose request was given up before anybody looked', async () => {
  const stop = new AbortController()
  const leaving = new AbortController()
  const request = new Request('http://docent.test/api/chat', { signal: leaving.signal })
  leaving.abort()
  await whileAwaited(request, stop, answer()).next()
  expect(stop.signal.aborted).toBe(true)
})

it('stops nothing once the answer is whole', async () => {
  const stop = new AbortController()
  const leaving = new AbortController()
  const request = new Request('http://docent.test/api/chat', { signal: leaving.signal })
  for await (const event of whileAwaited(request, stop, answer())) expect(event.type).toBe('text')
  leaving.abort()
  expect(stop.signal.aborted).toBe(false)
})

async function* answer(): AsyncGenerator<AnswerEvent, AnswerOutcome> {
  yield { type: 'text', delta: 'Dogs are welcome.' }
  return {} as AnswerOutcome
}
