'use client'
import { BotPageFrame } from './bot-page-frame.tsx'
import { CheckCard } from './check-card.tsx'
import { PublishCard } from './publish-card.tsx'
import { QuotesNote } from './quotes-note.tsx'
import { ScriptCard } from './script-card.tsx'
import { SitesCard } from './sites-card.tsx'

/** Three steps to a guide on one's own site: where, the line of script, and opening it. */
export function SharePage({ botId }: { botId: string }) {
  return (
    <BotPageFrame botId={botId} title="Share" about="Put your guide on your own site with one line.">
      {({ bot, script }) => (
        <>
          <PublishCard bot={bot} />
          <SitesCard bot={bot} />
          <ScriptCard script={script} />
          <CheckCard bot={bot} />
          <p className="text-small text-muted empty:hidden">
            <QuotesNote bot={bot} said="Visitors are answered with quotes from your documents." />
          </p>
        </>
      )}
    </BotPageFrame>
  )
}
