import { expect, it } from 'vitest'
import { memoryConversations } from '../testing/memory-conversations.ts'
import type { Message } from './message.ts'
import { TurnKeeper } from './turn-keeper.ts'

const conversation = {
  ...{ id: 'chat_1', botId: 'bot_1', visitorId: 'visitor_1', site: 'https://museum.example', title: 'Dogs?' },
  ...{ createdAt: '2026-01-01T12:00:00.000Z', updatedAt: '2026-01-01T12:00:00.000Z' },
}

function message(id: string, role: Message['role'], text: string): Message {
  return {
    ...{ id, role, text, sources: [], summary: null, problem: null, searched: null, quoted: null },
    createdAt: conversation.createdAt,
  }
}

/** A store that takes nothing as long as it is not `well`. */
function place() {
  const { store } = memoryConversations()
  const table = { well: true, writes: 0 }
  const errors: unknown[] = []
  let now = 1_000_000
  const append: typeof store.append = async (...written) => {
    table.writes++
    if (!table.well) throw new Error('The table does not answer.')
    await store.append(...written)
  }
  const deps = {
    conversations: { append },
    clock: () => now,
    onError: (error: unknown) => errors.push(error),
  }
  const keeper = new TurnKeeper(deps, conversation, message('msg_1', 'visitor', 'Dogs?'))
  let text = ''
  return {
    ...{ table, errors, keeper },
    /** Some words more, so many seconds after those before, and whatever is written for them. */
    async say(words: string, seconds: number) {
      now += seconds * 1_000
      text += words
      keeper.soFar(() => message('msg_2', 'guide', text))
      await new Promise(resolve => setImmediate(resolve))
    },
    end: () => keeper.whole(message('msg_2', 'guide', text)),
    kept: async () => (await store.messages('chat_1', 10)).map(one => [one.text, one.problem?.code ?? null]),
  }
}

it('keeps question and answer so far every few seconds, and all of it in the end', async () => {
  const { say, end, kept, table } = place()
  await say('Dogs', 0)
  await say(' may', 4)
  expect(await kept()).toEqual([])
  await say(' come', 1)
  await say(' in', 4)
  expect(await kept()).toEqual([
    ['Dogs?', null],
    ['Dogs may come', 'cut-off'],
  ])
  await end()
  expect(await kept()).toEqual([
    ['Dogs?', null],
    ['Dogs may come in', null],
  ])
  expect(table.writes).toBe(2)
})

it('writes a short answer once', async () => {
  const { say, end, kept, table } = place()
  await say('Dogs may.', 4)
  await end()
  expect(await kept()).toEqual([
    ['Dogs?', null],
    ['Dogs may.', null],
  ])
  expect(table.writes).toBe(1)
})

it('keeps everything where the table is well again in the end, the question too, and tells of its failure once', async () => {
  const { say, end, kept, table, errors } = place()
  table.well = false
  await say('Dogs', 6)
  await say(' may', 6)
  await say(' come', 6)
  expect(errors).toHaveLength(1)
  table.well = true
  await end()
  expect(await kept()).toEqual([
    ['Dogs?', null],
    ['Dogs may come', null],
  ])
})

it('throws where the whole answer is not taken', async () => {
  const { say, end, kept, table } = place()
  await say('Dogs', 0)
  await say(' may', 6)
  table.well = false
  await expect(end()).rejects.toThrow('does not answer')
  expect(await kept()).toEqual([
    ['Dogs?', null],
    ['Dogs may', 'cut-off'],
  ])
})

it('writes the end after what is being written still: the last to be written stays', async () => {
  const { promise: gate, resolve: open } = Promise.withResolvers<void>()
  const written: string[] = []
  let begun = false
  const append = async (_: unknown, messages: Message[]) => {
    if (!begun) {
      begun = true
      await gate
    }
    written.push(messages.at(-1)!.text)
  }
  let now = 0
  const deps = { conversations: { append }, clock: () => now, onError: () => undefined }
  const keeper = new TurnKeeper(deps, conversation, message('msg_1', 'visitor', 'Dogs?'))
  now = 6_000
  keeper.soFar(() => message('msg_2', 'guide', 'Dogs'))
  const end = keeper.whole(message('msg_2', 'guide', 'Dogs may.'))
  open()
  await end
  expect(written).toEqual(['Dogs', 'Dogs may.'])
})
