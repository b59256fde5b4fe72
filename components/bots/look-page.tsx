'use client'
import { SectionCard } from '#components/ui/section-card.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import type { BotView } from '#lib/core/contract/bots.ts'
import { AccentPicker } from './accent-picker.tsx'
import { BotPageFrame } from './bot-page-frame.tsx'
import { SaveBar } from './save-bar.tsx'
import { SuggestedQuestions } from './suggested-questions.tsx'
import { useBotDraft } from './use-bot-draft.ts'
import { WidgetPreview } from './widget-preview.tsx'

export function LookPage({ botId }: { botId: string }) {
  return (
    <BotPageFrame botId={botId} title="Look" about="How your guide greets people, and in which colour.">
      {({ bot }) => <LookForm key={bot.id} bot={bot} />}
    </BotPageFrame>
  )
}

function LookForm({ bot }: { bot: BotView }) {
  const draft = useBotDraft(bot)
  const { values, edit, errors } = draft
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_320px]">
      <div className="grid gap-6">
        <SectionCard title="Welcome">
          <TextArea
            label="Greeting"
            value={values.greeting}
            onChange={greeting => edit({ greeting })}
            placeholder="Welcome! Ask me about opening hours, tickets or the collection."
            hint="The first thing people read."
            error={errors.greeting}
          />
          <SuggestedQuestions
            questions={values.suggestedQuestions}
            onChange={suggestedQuestions => edit({ suggestedQuestions })}
            error={errors.suggestedQuestions}
          />
        </SectionCard>
        <SectionCard title="Colour">
          <AccentPicker accent={values.accent} onChange={accent => edit({ accent })} error={errors.accent} />
        </SectionCard>
        <SaveBar draft={draft} />
      </div>
      <WidgetPreview
        name={values.name}
        greeting={values.greeting}
        questions={values.suggestedQuestions}
        accent={errors.accent ? bot.accent : values.accent}
      />
    </div>
  )
}
