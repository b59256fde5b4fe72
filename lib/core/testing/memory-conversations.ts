import type { Conversation, Message } from '../chat/message.ts'
import type { ConversationStore } from '../chat/ports.ts'
import { memoryDays } from './memory-days.ts'

/** Conversations, and days that go with them, in memory. */
export function memoryConversations() {
  const conversations = new Map<string, Conversation>()
  const messages = new Map<string, Message[]>()
  const { days, rows, deleteOfBot } = memoryDays()

  const store: ConversationStore = {
    async get(botId, id) {
      const found = conversations.get(id)
      return found?.botId === botId ? structuredClone(found) : null
    },
    async list(botId, limit) {
      const own = [...conversations.values()].filter(one => one.botId === botId)
      return structuredClone(own.toSorted((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit))
    },
    async messages(id, limit) {
      const all = (messages.get(id) ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1))
      return structuredClone(all.slice(-limit))
    },
    async append(conversation, added) {
      conversations.set(conversation.id, structuredClone(conversation))
      const others = (messages.get(conversation.id) ?? []).filter(
        one => !added.some(({ id }) => id === one.id),
      )
      messages.set(conversation.id, [...others, ...structuredClone(added)])
    },
    async deleteOfBot(botId) {
      for (const { id } of [...conversations.values()].filter(one => one.botId === botId)) {
        conversations.delete(id)
        messages.delete(id)
      }
      deleteOfBot(botId)
    },
  }
  return {
    ...{ store, days },
    figures(botId: string, day: string): Record<string, number> {
      const { minute, asked, ...figures } = rows.get(`${botId} ${day}`) ?? {}
      return figures
    },
  }
}
