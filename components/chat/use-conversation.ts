'use client'
import { useLayoutEffect, useState, useSyncExternalStore } from 'react'
import { useConfig } from '#components/session/config-context.ts'
import { issueOwnerTicket, readConversation } from '#lib/client/chat-api.ts'
import { type Conversation, type ConversationState, openConversation } from '#lib/client/conversation.ts'
import { openMemory } from '#lib/client/conversation-memory.ts'

/** The owner's own conversation with a guide; it is still there after a reload of the page. */
export function useConversation(botId: string): ConversationState & { conversation: Conversation } {
  const { chatUrl, stopUrl } = useConfig()
  const [conversation] = useState(() =>
    openConversation({
      chatUrl,
      stopUrl,
      firstTicket: null,
      renewTicket: () => issueOwnerTicket(botId),
      readMessages: readConversation,
      memory: openMemory(`docent:owner:${botId}`, () => sessionStorage),
      now: Date.now,
    }),
  )
  const state = useSyncExternalStore(conversation.subscribe, conversation.state, conversation.state)

  // Before anything is drawn: what is kept must not begin as an empty page.
  useLayoutEffect(() => {
    void conversation.restore()
    return conversation.close
  }, [conversation])

  return { ...state, conversation }
}
