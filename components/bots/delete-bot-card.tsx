'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { SectionCard } from '#components/ui/section-card.tsx'
import { typeToConfirm } from '#components/ui/type-to-confirm.tsx'
import { describeProblem } from '#lib/client/api-problem.ts'
import { deleteBot } from '#lib/client/bots-api.ts'
import { tellOtherTabs } from '#lib/client/other-tabs.ts'
import { leaveLayers } from '#lib/client/page-layers.ts'
import type { BotListResponse, BotView } from '#lib/core/contract/bots.ts'
import { botKey, botsKey } from './bot-queries.ts'

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
        ask={typeToConfirm(bot.name)}
        describeFailure={describeProblem}
        onConfirm={async () => {
          await deleteBot(bot.id)
          // Out of the list at once: one that is asked for now may still have it.
          queries.setQueryData<BotListResponse['bots']>(botsKey, list =>
            list?.filter(({ bot: { id } }) => id !== bot.id),
          )
          void queries.invalidateQueries({ queryKey: botsKey, refetchType: 'none' })
          tellOtherTabs({ changed: [botsKey, botKey(bot.id)] })
          leaveLayers(() => router.replace('/bots'))
        }}
      >
        <p>
          <bdi className="font-semibold text-ink">{bot.name}</bdi> and everything it knows will be gone.
        </p>
      </ConfirmDialog>
    </SectionCard>
  )
}
