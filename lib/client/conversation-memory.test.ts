import { expect, it } from 'vitest'
import { openMemory } from './conversation-memory.ts'

const talk = { conversationId: 'chat_1', ticket: 'abc.def' }
const shelf = () => {
  const kept = new Map<string, string>()
  return {
    kept,
    storage: () =>
      ({
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => void kept.set(key, value),
        removeItem: (key: string) => void kept.delete(key),
      }) as Storage,
  }
}

it('remembers across pages, one bot apart from another, until told to forget', () => {
  const { kept, storage } = shelf()
  expect(openMemory('docent:bot_1', storage).load()).toBeNull()
  expect(kept.size).toBe(0)
  openMemory('docent:bot_1', storage).save(talk)
  expect(openMemory('docent:bot_1', storage).load()).toEqual(talk)
  expect(openMemory('docent:bot_2', storage).load()).toBeNull()
  openMemory('docent:bot_1', storage).forget()
  expect(kept.size).toBe(0)
})

it('remembers for as long as the page where storage is forbidden', () => {
  const memory = openMemory('docent:bot_1', () => {
    throw new DOMException('no', 'SecurityError')
  })
  expect(memory.load()).toBeNull()
  memory.save(talk)
  expect(memory.load()).toEqual(talk)
  memory.forget()
  expect(memory.load()).toBeNull()
})

it('takes what somebody else left there for nothing', () => {
  // A line end inside is no JSON; a path is no id.
  const poisoned = [
    '{"conversationId":"a\nb","ticket":"x"}',
    '{"conversationId":"..","ticket":"x"}',
    '{"conversationId":"a","ticket":"x\ty"}',
  ]
  const { kept, storage } = shelf()
  for (const junk of ['', '{', 'null', '{"conversationId":7}', '{"conversationId":"a"}', ...poisoned]) {
    kept.set('docent:bot_1', junk)
    expect(openMemory('docent:bot_1', storage).load()).toBeNull()
  }
})
