'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { SectionCard } from '#components/ui/section-card.tsx'
import { describeProblem } from '#lib/client/api-problem.ts'
import { deleteBot } from '#lib/client/bots-api.ts'
import type { BotView } from '#lib/core/contract/bots.ts'
import { botsKey } from './bot-queries.ts'

export function DeleteBotCard({ bot }: { bot: BotView }) {
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  const router = useRouter()
  return (
    <SectionCard title="Delete this guide">
      <p className="max-w-reading text-muted">
        Its documents, its conversations and its settings go with it, and it disappears from every site. This
        cannot be undone.
      </p>
      <Button look="danger" onClick={() => setAsking(true)} className="justify-self-start">
        Delete this guide
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Delete this guide for good?"
        action="Delete for good"
        typeToConfirm={bot.name}
        describeFailure={describeProblem}
        onConfirm={async () => {
          await deleteBot(bot.id)
          await queries.invalidateQueries({ queryKey: botsKey })
          router.replace('/bots')
        }}
      >
        <p>
          <bdi className="font-semibold text-ink">{bot.name}</bdi> and everything it knows will be gone.
        </p>
      </ConfirmDialog>
    </SectionCard>
  )
}
