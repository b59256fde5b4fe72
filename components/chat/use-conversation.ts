'use client'
import { useEffect, useRef, useState } from 'react'
import { useConfig } from '#components/session/config-context.ts'
import { ApiProblem } from '#lib/client/api-problem.ts'
import { ask } from '#lib/client/ask.ts'
import { issueOwnerTicket, readConversation } from '#lib/client/chat-api.ts'
import { isAbort } from '#lib/client/is-abort.ts'
import { keepTicket } from '#lib/client/ticket-keeper.ts'
import { newTurn, type Turn, turnAfter, turnsOfMessages } from '#lib/client/turn.ts'

/** The owner's own conversation with a guide; it is still there after a reload of the page. */
export function useConversation(botId: string) {
  const { chatUrl, stopUrl } = useConfig()
  const [turns, setTurns] = useState<readonly Turn[]>([])
  const [restoring, setRestoring] = useState(true)
  const [ticket] = useState(() => keepTicket(ownTicket(botId), Date.now))
  const conversationId = useRef<string | null>(null)
  const stop = useRef<AbortController | null>(null)
  const stored = `docent.conversation.${botId}`

  useEffect(() => {
    const id = sessionStorage.getItem(stored)
    if (!id) {
      setRestoring(false)
      return
    }
    const leaving = new AbortController()
    const restore = async () => {
      try {
        const messages = await readConversation(await ticket(), id, leaving.signal)
        conversationId.current = id
        setTurns(turnsOfMessages(messages))
      } catch (error) {
        if (leaving.signal.aborted) return
        // Gone or unreachable: a new conversation begins, which loses nothing the owner is working on.
        if (!(error instanceof ApiProblem)) throw error
        sessionStorage.removeItem(stored)
      } finally {
        if (!leaving.signal.aborted) setRestoring(false)
      }
    }
    void restore()
    return () => leaving.abort()
  }, [stored, ticket])

  useEffect(() => () => stop.current?.abort(), [])

  const busy = turns.some(({ state }) => state !== 'over')

  async function send(question: string) {
    if (busy) return
    const key = crypto.randomUUID()
    const change = (next: (turn: Turn) => Turn) =>
      setTurns(turns => turns.map(turn => (turn.key === key ? next(turn) : turn)))
    const stopping = new AbortController()
    stop.current = stopping
    setTurns(turns => [...turns, newTurn(key, question)])
    try {
      const answer = ask({
        url: chatUrl,
        stopUrl,
        ticket,
        question,
        conversationId: conversationId.current,
        signal: stopping.signal,
      })
      for await (const event of answer) {
        if (event.type === 'start') {
          conversationId.current = event.conversationId
          sessionStorage.setItem(stored, event.conversationId)
        }
        change(turn => turnAfter(turn, event))
      }
    } catch (error) {
      if (!isAbort(error) && !stopping.signal.aborted) throw error
      change(turn => ({ ...turn, state: 'over', stopped: true }))
    }
  }

  /** Asks the last question once more, in the place of its failed answer. */
  function again(turn: Turn) {
    setTurns(turns => turns.filter(({ key }) => key !== turn.key))
    void send(turn.question)
  }

  function begin() {
    stop.current?.abort()
    conversationId.current = null
    sessionStorage.removeItem(stored)
    setTurns([])
  }

  return { turns, busy, restoring, send, again, begin, stop: () => stop.current?.abort() }
}

function ownTicket(botId: string) {
  return async () => {
    const { ticket, expiresAt } = await issueOwnerTicket(botId)
    return { ticket, expiresAt: new Date(expiresAt) }
  }
}
