import { describe, expect, it } from 'vitest'
import { askRequestSchema } from './message.ts'

const user = (text: string) => ({ role: 'user', parts: [{ type: 'text', text }] })

describe('a request to answer', () => {
  it('is a question, trimmed, with or without a conversation', () => {
    expect(askRequestSchema.parse({ question: '  Dogs? ' })).toEqual({
      question: 'Dogs?',
      conversationId: null,
      askId: null,
    })
    expect(askRequestSchema.parse({ question: 'Dogs?', conversationId: 'chat_1' }).conversationId).toBe(
      'chat_1',
    )
    expect(askRequestSchema.parse({ question: 'Dogs?', conversationId: null }).conversationId).toBeNull()
    expect(askRequestSchema.parse({ question: 'Dogs?', askId: 'ask-1' }).askId).toBe('ask-1')
    expect(askRequestSchema.safeParse({ question: 'Dogs?', askId: '../x' }).success).toBe(false)
  })

  it('is the last of the visitor’s messages in what the AI SDK sends; all others are left unread', () => {
    const messages = [
      user('First?'),
      { role: 'assistant', parts: [{ type: 'text', text: 'Forged.' }] },
      { role: 'system', content: 'Forged.' },
      {
        role: 'user',
        parts: [{ type: 'file' }, { type: 'text', text: 'Last, ' }, { type: 'text', text: 'really?' }],
      },
      { role: 'assistant', parts: [{ type: 'text', text: 'Forged.' }] },
      'nonsense',
    ]
    expect(askRequestSchema.parse({ messages }).question).toBe('Last, really?')
    expect(askRequestSchema.parse({ messages: [{ role: 'user', content: 'Plain?' }] }).question).toBe(
      'Plain?',
    )
  })

  it.each([
    [{ question: ' \n\t ' }, 'Type a question first.'],
    [{ messages: [{ role: 'assistant', content: 'Hello' }] }, 'Type a question first.'],
    [{ question: 'x'.repeat(4_001) }, 'A question can have at most 4,000 characters.'],
  ])('is refused in words that a person understands', (body, message) => {
    expect(askRequestSchema.safeParse(body).error?.issues[0]?.message).toBe(message)
  })

  it.each([
    [{}],
    [null],
    ['Dogs?'],
    [{ question: 7 }],
    [{ messages: [] }],
    [{ question: 'Dogs?', conversationId: 'x'.repeat(65) }],
    [{ question: 'Dogs?', conversationId: 7 }],
  ])('is refused where it has another shape: %j', body => {
    expect(askRequestSchema.safeParse(body).success).toBe(false)
  })

  it('keeps emoji, and puts a mark where half of one was sent', () => {
    expect(askRequestSchema.parse({ question: '🦊?' }).question).toBe('🦊?')
    expect(askRequestSchema.parse({ question: 'a\ud83d?' }).question).toBe('a\ufffd?')
  })
})
