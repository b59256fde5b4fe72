'use client'
import { CircleCheck, CircleDashed, ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'
import { useConfig } from '#components/session/config-context.ts'
import { buttonClass } from '#components/ui/button-class.ts'
import { SectionCard } from '#components/ui/section-card.tsx'
import type { BotView } from '#lib/core/contract/bots.ts'

/** What has to be true before visitors see the guide, and where to look. */
export function CheckCard({ bot }: { bot: BotView }) {
  const { guideBotId, foreignPageUrl } = useConfig()
  const page = bot.id === guideBotId ? foreignPageUrl : null
  const places = page ? [page] : bot.allowedSites.filter(site => !site.includes('*'))
  return (
    <SectionCard title="Check it">
      <ul className="grid gap-2">
        <Check done={bot.allowedSites.length > 0}>A site is in the list.</Check>
        <Check done={bot.published}>The guide is published.</Check>
        <Check done={null}>The line is on your site: a round button shows at the lower right.</Check>
      </ul>
      {places.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {places.slice(0, 3).map(place => (
            <a
              key={place}
              href={place}
              target="_blank"
              rel="noreferrer"
              className={buttonClass('outlined', 'max-w-full')}
            >
              <span className="truncate">
                {page ? 'See it on another site' : `Open ${new URL(place).host}`}
              </span>
              <ExternalLink size={16} aria-hidden />
              <span className="sr-only">(opens a new tab)</span>
            </a>
          ))}
        </div>
      )}
      <p className="text-small text-muted">
        Nothing to see? Reload the page without its cache, and check that its address is exactly one of the
        sites above: http and https are two, and so are example.com and www.example.com.
      </p>
    </SectionCard>
  )
}

/** `null`: only the owner can tell. */
function Check({ done, children }: { done: boolean | null; children: ReactNode }) {
  return (
    <li className="flex items-start gap-2.5">
      {done ? (
        <CircleCheck size={18} role="img" aria-label="Done:" className="mt-0.5 shrink-0 text-ok" />
      ) : (
        <CircleDashed
          size={18}
          role="img"
          aria-label={done === null ? 'To check:' : 'Open:'}
          className="mt-0.5 shrink-0 text-muted"
        />
      )}
      {children}
    </li>
  )
}
