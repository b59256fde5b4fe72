'use client'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { OwnerFrame } from '#components/account/owner-frame.tsx'
import { UploadsProvider } from '#components/documents/uploads-provider.tsx'
import { FailurePanel } from '#components/ui/failure-panel.tsx'
import { SkipLink } from '#components/ui/skip-link.tsx'
import { ApiProblem, describeProblem } from '#lib/client/api-problem.ts'
import { BotMissing } from './bot-missing.tsx'
import { useBot } from './bot-queries.ts'
import { BotRail } from './bot-rail.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { PhoneHeader } from './phone-header.tsx'

/** What is around every page of one guide: the rail, or on a phone a header and a bottom bar. */
export function BotShell({ botId, children }: { botId: string; children: ReactNode }) {
  const opened = useBot(botId)
  const section = usePathname().split('/')[3] ?? ''
  const missing = opened.error instanceof ApiProblem && opened.error.code === 'not-found'

  if (missing) {
    return (
      <OwnerFrame>
        <BotMissing />
      </OwnerFrame>
    )
  }
  return (
    <UploadsProvider key={botId} botId={botId}>
      <SkipLink />
      <div className="grid min-h-[calc(100dvh-var(--strip))] grid-rows-[auto_1fr] md:grid-cols-[232px_minmax(0,1fr)] md:grid-rows-1">
        <BotRail botId={botId} opened={opened.data} section={section} />
        <PhoneHeader bot={opened.data?.bot} />
        <main id="main" className="flex min-w-0 flex-col pb-[calc(4rem+env(safe-area-inset-bottom))] md:pb-0">
          {opened.isError && !opened.data ? (
            <div className="mx-auto w-full max-w-xl p-6">
              <FailurePanel
                {...describeProblem(opened.error)}
                onRetry={() => opened.refetch()}
                busy={opened.isFetching}
              />
            </div>
          ) : (
            children
          )}
        </main>
      </div>
      <BottomBar botId={botId} section={section} />
    </UploadsProvider>
  )
}
