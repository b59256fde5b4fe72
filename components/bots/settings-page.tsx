'use client'
import { SectionCard } from '#components/ui/section-card.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { formatCount } from '#lib/client/format.ts'
import { type BotSettings, botLanguages } from '#lib/core/bots/bot.ts'
import type { BotView } from '#lib/core/contract/bots.ts'
import { AnswersCard, useAnswersAreQuotes } from './answers-card.tsx'
import { BotPageFrame } from './bot-page-frame.tsx'
import { DeleteBotCard } from './delete-bot-card.tsx'
import { InstructionExamples } from './instruction-examples.tsx'
import { SaveBar } from './save-bar.tsx'
import { useBotDraft } from './use-bot-draft.ts'

export function SettingsPage({ botId }: { botId: string }) {
  return (
    <BotPageFrame
      botId={botId}
      title="Settings"
      about="What your guide is called, what it is for, and how it answers."
    >
      {({ bot }) => (
        <>
          <SettingsForm key={bot.id} bot={bot} />
          <DeleteBotCard bot={bot} />
        </>
      )}
    </BotPageFrame>
  )
}

const languages = botLanguages.map(value => ({ value, label: languageName(value) }))

function SettingsForm({ bot }: { bot: BotView }) {
  const draft = useBotDraft(bot)
  const { values, edit, errors } = draft
  const quotes = useAnswersAreQuotes(values.answers)
  return (
    <div className="grid gap-6">
      <SectionCard title="About this guide">
        <TextField
          label="Name"
          value={values.name}
          onChange={name => edit({ name })}
          hint="Visitors see it above the conversation."
          error={errors.name}
          autoComplete="off"
        />
        <TextArea
          label="What is it for?"
          value={values.purpose}
          onChange={purpose => edit({ purpose })}
          placeholder="Answers visitors’ questions about opening hours, tickets and the collection."
          error={errors.purpose}
        />
      </SectionCard>
      <AnswersCard botId={bot.id} answers={values.answers} onChange={answers => edit({ answers })} />
      <SectionCard title="How it writes">
        <TextArea
          label="Instructions"
          aside={`${formatCount(values.instructions.length)} of ${formatCount(4000)}`}
          value={values.instructions}
          onChange={instructions => edit({ instructions })}
          hint="As you would tell a new colleague. What your guide says still comes from your documents only."
          unused={quotes && 'Not used while answers are quotes. What stands here is kept.'}
          error={errors.instructions}
        />
        {!quotes && (
          <InstructionExamples
            instructions={values.instructions}
            onInsert={instructions => edit({ instructions })}
          />
        )}
        <SelectField<BotSettings['language']>
          label="Language"
          value={values.language}
          onChange={language => edit({ language })}
          options={languages}
          hint={
            quotes
              ? 'For what your guide says itself, such as that it found nothing. Quotes stay as they are.'
              : '“As asked” answers each question in its own language.'
          }
        />
      </SectionCard>
      <SaveBar draft={draft} />
    </div>
  )
}

function languageName(language: BotSettings['language']): string {
  if (language === 'auto') return 'As asked'
  return new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language
}
