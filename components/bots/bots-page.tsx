'use client'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { FailurePanel } from '#components/ui/failure-panel.tsx'
import { PageHeading } from '#components/ui/page-heading.tsx'
import { describeProblem } from '#lib/client/api-problem.ts'
import { BotCard } from './bot-card.tsx'
import { useBots } from './bot-queries.ts'
import { BotsEmpty } from './bots-empty.tsx'
import { BotsSkeleton } from './bots-skeleton.tsx'
import { CreateBotDialog } from './create-bot-dialog.tsx'

/** All guides of the owner, newest first, and the way to another. */
export function BotsPage() {
  const bots = useBots({ live: true })
  const [creating, setCreating] = useState(false)
  const some = bots.data && bots.data.length > 0

  return (
    <>
      <PageHeading
        title="Your guides"
        action={
          some && (
            <Button look="primary" onClick={() => setCreating(true)}>
              <Plus size={18} aria-hidden />
              Create a guide
            </Button>
          )
        }
      >
        Each guide answers from its own documents, on your own sites.
      </PageHeading>

      <div className="mt-8">
        {bots.isPending ? (
          <BotsSkeleton />
        ) : bots.isError && !bots.data ? (
          <FailurePanel
            {...describeProblem(bots.error)}
            onRetry={() => bots.refetch()}
            busy={bots.isFetching}
          />
        ) : some ? (
          <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
            {bots.data.map(({ bot, documents }) => (
              <li key={bot.id} className="grid">
                <BotCard bot={bot} documents={documents} />
              </li>
            ))}
          </ul>
        ) : (
          <BotsEmpty onCreate={() => setCreating(true)} />
        )}
      </div>
      <CreateBotDialog open={creating} onClose={() => setCreating(false)} />
    </>
  )
}
