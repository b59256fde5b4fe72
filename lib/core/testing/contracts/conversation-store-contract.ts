import { beforeAll, describe, expect, it } from 'vitest'
import type { Conversation, Message } from '../../chat/message.ts'
import type { ConversationStore } from '../../chat/ports.ts'
import { sampleBot } from '../sample-items.ts'
import type { StoresPlace } from './stores-place.ts'

/** What every store of conversations must do. */
export function conversationStoreContract(open: () => Promise<StoresPlace>): void {
  let place: StoresPlace
  let conversations: ConversationStore
  beforeAll(async () => {
    place = await open()
    ;({ conversations } = place)
  })

  /** Kept from today on: what is over its time is swept away by the table. */
  const now = new Date().toISOString()

  function conversation(botId: string, id: string, fields: Partial<Conversation> = {}): Conversation {
    return {
      id,
      botId,
      visitorId: 'visitor_1',
      site: 'https://example.com',
      title: 'Dogs?',
      createdAt: now,
      updatedAt: now,
      ...fields,
    }
  }

  function message(id: string, text = id): Message {
    return {
      id,
      role: 'visitor',
      text,
      sources: [],
      summary: null,
      problem: null,
      searched: null,
      quoted: null,
      createdAt: now,
    }
  }

  describe('a conversation', () => {
    it('begins with its first message; what came last holds', async () => {
      const chat = conversation('bot_1', 'chat_1')
      await conversations.append(chat, [message('msg_1')], 30)
      await conversations.append(
        { ...chat, title: 'Dogs and cats?' },
        [message('msg_2'), message('msg_3')],
        30,
      )
      expect(await conversations.get('bot_1', 'chat_1')).toEqual({
        ...chat,
        title: 'Dogs and cats?',
      })
      expect(await conversations.messages('chat_1', 10)).toHaveLength(3)
      expect(await conversations.get('bot_2', 'chat_1')).toBeNull()
    })

    it('gives its last messages, oldest first', async () => {
      const chat = conversation('bot_1', 'chat_order')
      for (const id of ['msg_b', 'msg_a', 'msg_c']) await conversations.append(chat, [message(id)], 30)
      expect((await conversations.messages('chat_order', 10)).map(({ id }) => id)).toEqual([
        'msg_a',
        'msg_b',
        'msg_c',
      ])
      expect((await conversations.messages('chat_order', 2)).map(({ id }) => id)).toEqual(['msg_b', 'msg_c'])
      expect(await conversations.messages('chat_none', 10)).toEqual([])
    })

    it('keeps every message of two windows that write at the same time', async () => {
      const chat = conversation('bot_1', 'chat_busy')
      await Promise.all(
        Array.from({ length: 6 }, (_, index) => conversations.append(chat, [message(`msg_${index}`)], 30)),
      )
      expect(await conversations.get('bot_1', 'chat_busy')).toEqual(chat)
      expect(await conversations.messages('chat_busy', 10)).toHaveLength(6)
    })

    it('is listed newest first, at most as many as asked for', async () => {
      for (const id of ['chat_01', 'chat_03', 'chat_02'])
        await conversations.append(conversation('bot_list', id), [message('msg_1')], 30)
      expect((await conversations.list('bot_list', 2)).map(({ id }) => id)).toEqual(['chat_03', 'chat_02'])
    })
  })

  it('deleting a bot’s conversations leaves no message and no day’s figures, and the bot itself alone', async () => {
    await place.bots.create(sampleBot('bot_del'))
    for (let index = 0; index < 30; index++)
      await conversations.append(conversation('bot_del', `chat_del${index}`), [message('msg_1')], 30)
    await conversations.append(conversation('bot_other', 'chat_other'), [message('msg_1')], 30)
    await place.days.add('bot_del', '2026-01-01', { questions: 1 })
    await conversations.deleteOfBot('bot_del')
    await conversations.deleteOfBot('bot_del')
    expect(await conversations.list('bot_del', 100)).toEqual([])
    expect(await place.figures('bot_del', '2026-01-01')).toEqual({})
    expect(await conversations.messages('chat_del7', 10)).toEqual([])
    expect(await conversations.messages('chat_other', 10)).toHaveLength(1)
    expect(await place.bots.get('bot_del')).not.toBeNull()
  })
}
