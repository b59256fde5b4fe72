'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ApiProblem } from '#lib/client/api-problem.ts'
import { changedFields, settingsErrors } from '#lib/client/bot-draft.ts'
import { openBot } from '#lib/client/bots-api.ts'
import type { BotSettings } from '#lib/core/bots/bot.ts'
import type { BotView } from '#lib/core/contract/bots.ts'
import { botKey } from './bot-queries.ts'
import { useBotChange } from './use-bot-change.ts'

/**
 * Some settings of a guide while they are being edited: what is typed stays until it is saved, also when
 * somebody else saved first.
 */
export function useBotDraft(bot: BotView) {
  const queries = useQueryClient()
  const change = useBotChange(bot.id)
  // What the edits are made against; its version tells the server whether anybody came in between.
  const [base, setBase] = useState(bot)
  const [edits, setEdits] = useState<Partial<BotSettings>>({})
  const changes = changedFields(base, edits)
  const dirty = Object.keys(changes).length > 0
  // The second press of a double click comes before anything is drawn: one version is saved upon once.
  const savedUpon = useRef<number>(null)
  const current = dirty ? base : bot
  if (current !== base) setBase(current)

  const errors = settingsErrors(changes)
  const conflict = change.error instanceof ApiProblem && change.error.code === 'conflict'

  async function save() {
    if (!dirty || savedUpon.current === base.version || Object.keys(errors).length > 0) return
    savedUpon.current = base.version
    try {
      const saved = await change.mutateAsync({ ...changes, version: base.version })
      setBase(saved)
      setEdits({})
    } catch (error) {
      savedUpon.current = null
      // Shown beside the button by `change.error`; what was typed stays.
      if (!(error instanceof ApiProblem)) throw error
    }
  }

  /** The newest settings below what is typed here. */
  async function loadNewest() {
    const opened = await queries.fetchQuery({
      queryKey: botKey(bot.id),
      queryFn: ({ signal }) => openBot(bot.id, signal),
      staleTime: 0,
    })
    setBase(opened.bot)
    change.reset()
  }

  return {
    values: { ...base, ...edits },
    edit: (edit: Partial<BotSettings>) => setEdits(edits => ({ ...edits, ...edit })),
    undo: () => {
      setEdits({})
      change.reset()
    },
    errors,
    dirty,
    save,
    saving: change.isPending,
    saved: change.isSuccess && !dirty,
    problem: change.error,
    conflict,
    loadNewest,
  }
}

export type BotDraft = ReturnType<typeof useBotDraft>
