import { expect, it } from 'vitest'
import { replyToSmallTalk } from './small-talk.ts'

const guide = { name: 'Harbour Museum', purpose: '', greeting: '' }

it.each([
  ['hello', 'Hello! What would you like to know?'],
  ['Good morning!', 'Hello! What would you like to know?'],
  ['Thank you so much!', 'You are welcome. Is there anything else you would like to know?'],
  ['Danke', 'Gern geschehen. Möchten Sie noch etwas wissen?'],
  ['merci', 'Je vous en prie. Souhaitez-vous savoir autre chose ?'],
  ['Bye!', 'Goodbye!'],
  ['ok thanks, bye', 'Goodbye!'],
  ['Hello Harbour Museum!', 'Hello! What would you like to know?'],
  ['Who are you?', 'I am Harbour Museum. I answer with quotes from documents.'],
  ['Wer bist du?', 'Ich bin Harbour Museum. Ich antworte mit Zitaten aus Dokumenten.'],
])('%j is answered from the guide’s own settings', (message, reply) => {
  expect(replyToSmallTalk(message, guide)).toBe(reply)
})

it('greets and introduces itself in its owner’s words', () => {
  const own = { name: 'Lotse', purpose: 'Knows every ship.', greeting: 'Ahoy!' }
  expect(replyToSmallTalk('hi there', own)).toBe('Ahoy!')
  expect(replyToSmallTalk('What are you?', own)).toMatch(/Knows every ship\.$/)
})

it.each(['Hello, are dogs welcome?', 'Who are the guides?', 'thanks to whom?', ''])(
  'says nothing to %j, which asks for something',
  message => {
    expect(replyToSmallTalk(message, guide)).toBeNull()
  },
)
