import type { Conversation, Message } from '../chat/message.ts'
import type { ConversationStore } from '../chat/ports.ts'
import type { UsageStore } from '../usage/ports.ts'

/** Conversations and day figures in memory. */
export function memoryConversations() {
  const conversations = new Map<string, Conversation>()
  const messages = new Map<string, Message[]>()
  const figures = new Map<string, Record<string, number>>()

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
      for (const key of figures.keys()) if (key.startsWith(`${botId} `)) figures.delete(key)
    },
  }
  const usage: UsageStore = {
    async add(botId, day, counts) {
      const isTaken = Object.values(counts).every(Number.isFinite) && Object.keys(counts).length > 0
      if (!isTaken) throw new RangeError(`${JSON.stringify(counts)} are no figures.`)
      const of = figures.get(`${botId} ${day}`) ?? {}
      for (const [name, count] of Object.entries(counts)) of[name] = (of[name] ?? 0) + count
      figures.set(`${botId} ${day}`, of)
    },
  }
  return { store, usage, figures: (botId: string, day: string) => figures.get(`${botId} ${day}`) ?? {} }
}
