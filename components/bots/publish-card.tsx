'use client'
import { Notice } from '#components/ui/notice.tsx'
import { SectionCard } from '#components/ui/section-card.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { describeProblem } from '#lib/client/api-problem.ts'
import type { BotView } from '#lib/core/contract/bots.ts'
import { useBotChange } from './use-bot-change.ts'

export function PublishCard({ bot }: { bot: BotView }) {
  const change = useBotChange(bot.id)
  return (
    <SectionCard
      title={bot.published ? 'Published' : 'Not published'}
      aside={
        <Switch
          label="Published"
          on={bot.published}
          busy={change.isPending}
          onChange={published => change.mutate({ published })}
        />
      }
    >
      <p className="max-w-reading text-muted">
        {bot.published
          ? 'Visitors of the sites below can ask your guide. Switch it off, and it disappears from all of them at once; nothing is deleted.'
          : 'Only you can ask your guide. Switch it on, and it answers visitors of the sites below.'}
      </p>
      {bot.published && bot.allowedSites.length === 0 && (
        <Notice tone="doubt" title="No site may show it yet">
          Add the address of your site below. Until then nobody sees the guide.
        </Notice>
      )}
      {change.isError && (
        <Notice tone="bad" title={describeProblem(change.error).message}>
          {describeProblem(change.error).nextStep}
        </Notice>
      )}
    </SectionCard>
  )
}
