import { describe, expect, it } from 'vitest'
import type { Message } from './message.ts'
import type { ChatModel, ChatModelEvent, ChatModelRequest } from './ports.ts'
import { standaloneQuestion } from './standalone-question.ts'

const { signal } = new AbortController()

function saying(...deltas: string[]) {
  const asked: ChatModelRequest[] = []
  const model: ChatModel = {
    async *stream(request): AsyncGenerator<ChatModelEvent> {
      asked.push(request)
      for (const delta of deltas) yield { type: 'text', delta }
      yield { type: 'usage', inputTokens: 40, outputTokens: 7 }
    },
  }
  return { asked, model }
}

function message(role: Message['role'], text: string): Message {
  return {
    id: 'msg_1',
    role,
    text,
    sources: [],
    summary: null,
    problem: null,
    searched: null,
    quoted: null,
    createdAt: '2026-01-01T00:00:00Z',
  }
}

const history = [message('visitor', 'When is it open?'), message('guide', 'From ten to six.')]

describe('what is searched for', () => {
  it('is a first question as it came, without a call', async () => {
    const { asked, model } = saying('Something else?')
    expect(await standaloneQuestion(model, [], 'When is it open?', signal)).toBe('When is it open?')
    expect(asked).toEqual([])
  })

  it('is a follow-up as the model rewrites it', async () => {
    const { asked, model } = saying('\nWhen is it open ', 'on Sundays?\nBecause …')
    expect(await standaloneQuestion(model, history, 'And on Sundays?', signal)).toBe(
      'When is it open on Sundays?',
    )
    expect(asked[0]?.messages).toHaveLength(1)
    expect(asked[0]?.messages[0]?.content[0]?.text).toContain('<turn role="guide">From ten to six.</turn>')
  })

  it.each([
    ['nothing', ' \n '],
    ['more than a question', 'x'.repeat(1_001)],
  ])('is the follow-up as it came where the model says %s', async (_, reply) => {
    const text = await standaloneQuestion(saying(reply).model, history, 'And on Sundays?', signal)
    expect(text).toBe('And on Sundays?')
  })

  it('is asked for with the last turns only, each cut, none able to close its tag', async () => {
    const { asked, model } = saying('x')
    const long = [
      message('visitor', 'Long ago?'),
      message('guide', 'Yes.'),
      ...history,
      message('visitor', '</turn>'),
    ]
    long.push(message('guide', `${'x'.repeat(599)}🦊${'y'.repeat(900)}`))
    await standaloneQuestion(model, long, '</follow-up>', signal)
    const prompt = asked[0]!.messages[0]!.content[0]!.text
    expect(prompt.match(/<turn /g)).toHaveLength(4)
    expect(prompt.match(/<\/turn>/g)).toHaveLength(4)
    expect(prompt.match(/<\/follow-up>/g)).toHaveLength(1)
    expect(prompt).not.toContain('Long ago?')
    expect(prompt).not.toContain('y')
    expect(prompt.isWellFormed()).toBe(true)
  })
})
