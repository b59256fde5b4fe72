'use client'
import { Globe, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SectionCard } from '#components/ui/section-card.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { describeProblem } from '#lib/client/api-problem.ts'
import { siteSchema } from '#lib/core/bots/site.ts'
import type { BotView } from '#lib/core/contract/bots.ts'
import { useBotChange } from './use-bot-change.ts'

/** The sites that may show the guide; each addition and removal is saved at once. */
export function SitesCard({ bot }: { bot: BotView }) {
  const change = useBotChange(bot.id)
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState<string>()
  const sites = bot.allowedSites

  function add(event: FormEvent) {
    event.preventDefault()
    if (change.isPending) return
    const site = siteSchema.safeParse(typed)
    if (typed.trim() === '') return setWrong('Type the address of your site first.')
    if (!site.success) return setWrong(site.error.issues[0]?.message)
    if (sites.includes(site.data)) return setWrong('This site is in the list already.')
    save([...sites, site.data], () => setTyped(''))
  }

  function save(allowedSites: string[], onSuccess?: () => void) {
    change.mutate({ allowedSites, version: bot.version }, { onSuccess })
  }

  return (
    <SectionCard title="Sites that may show it">
      <form onSubmit={add} className="flex items-start gap-2" noValidate>
        <div className="min-w-0 flex-1">
          <TextField
            label="Add a site"
            value={typed}
            onChange={value => {
              setTyped(value)
              setWrong(undefined)
            }}
            placeholder="https://www.example.com"
            hint="Pasting any page of the site works. For all its subdomains: https://*.example.com"
            error={wrong}
            inputMode="url"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        </div>
        <Button type="submit" busy={change.isPending} className="mt-[27px] min-h-10">
          Add
        </Button>
      </form>
      {change.isError && (
        <Notice tone="bad" title={describeProblem(change.error).message}>
          {describeProblem(change.error).nextStep}
        </Notice>
      )}
      {sites.length > 0 && (
        <ul className="divide-y divide-line border-t border-line" aria-label="Sites">
          {sites.map(site => (
            <li key={site} className="flex min-h-12 items-center gap-3">
              <Globe size={18} aria-hidden className="shrink-0 text-muted" />
              <span className="min-w-0 flex-1 truncate" title={site}>
                {site}
              </span>
              <IconButton
                label={`Remove ${site}`}
                disabled={change.isPending}
                onClick={() => save(sites.filter(other => other !== site))}
              >
                <X size={18} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </SectionCard>
  )
}
