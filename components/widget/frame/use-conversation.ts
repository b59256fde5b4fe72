import { useLayoutEffect, useState } from 'preact/hooks'
import type { Conversation, ConversationState } from '../../../lib/client/conversation.ts'

export function useConversation({ state, subscribe }: Conversation): ConversationState {
  const [now, setNow] = useState(state)
  useLayoutEffect(() => {
    const look = () => setNow(state())
    look()
    return subscribe(look)
  }, [state, subscribe])
  return now
}
