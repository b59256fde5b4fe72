'use client'
import { Globe } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { describeProblem } from '#lib/client/api-problem.ts'
import type { BotView } from '#lib/core/contract/bots.ts'
import { useBotChange } from './use-bot-change.ts'

/** From trying to publishing: asks once, and sends the owner to the sites where there are none. */
export function PublishButton({ bot }: { bot: BotView }) {
  const [asking, setAsking] = useState(false)
  const change = useBotChange(bot.id)
  if (bot.published) {
    return (
      <Link href={`/bots/${bot.id}/share`} className={buttonClass('outlined')}>
        <Globe size={18} aria-hidden className="text-ok" />
        Published
      </Link>
    )
  }
  const sites = bot.allowedSites.length
  return (
    <>
      <Button look="primary" onClick={() => setAsking(true)}>
        Publish
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={sites === 0 ? 'Where should it appear?' : 'Publish this guide?'}
      >
        <div className="grid gap-4">
          {sites === 0 ? (
            <p className="text-muted">
              Name the sites that may show your guide first: nobody else can use it then. It takes a minute on
              the Share page.
            </p>
          ) : (
            <>
              <p className="text-muted">People can ask it on these sites from now on:</p>
              <ul className="grid gap-1 text-small font-medium">
                {bot.allowedSites.map(site => (
                  <li key={site} className="truncate">
                    {site}
                  </li>
                ))}
              </ul>
            </>
          )}
          {change.isError && (
            <Notice tone="bad" title={describeProblem(change.error).message}>
              {describeProblem(change.error).nextStep}
            </Notice>
          )}
          <div className="flex flex-wrap justify-end gap-2">
            <Button look="plain" onClick={() => setAsking(false)}>
              Not yet
            </Button>
            {sites === 0 ? (
              <Link href={`/bots/${bot.id}/share`} className={buttonClass('primary')}>
                Choose the sites
              </Link>
            ) : (
              <Button
                look="primary"
                busy={change.isPending}
                onClick={() => change.mutate({ published: true }, { onSuccess: () => setAsking(false) })}
              >
                Publish
              </Button>
            )}
          </div>
        </div>
      </Dialog>
    </>
  )
}
