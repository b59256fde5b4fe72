'use client'
import { useConfig } from '#components/session/config-context.ts'
import { SectionCard } from '#components/ui/section-card.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import type { ChatModelFact } from '#lib/client/client-config.ts'
import type { BotSettings } from '#lib/core/bots/bot.ts'
import { TestQuestion } from './test-question.tsx'
import { WaysToConnect } from './ways-to-connect.tsx'

interface AnswersCardProps {
  botId: string
  answers: BotSettings['answers']
  onChange: (answers: BotSettings['answers']) => void
}

const FORMS = [
  { value: 'written', label: 'Written by the language model' },
  { value: 'quotes', label: 'Quotes from your documents' },
] as const

/** Who answers, said once and plainly where an owner decides; without a language model, how to connect one. */
export function AnswersCard(props: AnswersCardProps) {
  const { chatModel } = useConfig()
  return (
    <SectionCard id="answers" title="Answers">
      {chatModel ? <WithModel {...props} model={chatModel} /> : <WithoutModel />}
    </SectionCard>
  )
}

function WithModel({ botId, answers, onChange, model }: AnswersCardProps & { model: ChatModelFact }) {
  // Where mail cannot leave, Docent runs on the owner's own computer, and the owner starts it.
  const { mailboxUrl } = useConfig()
  return (
    <>
      <SelectField<BotSettings['answers']>
        label="An answer is"
        value={answers}
        onChange={onChange}
        options={FORMS}
        hint="Quotes are your documents’ own sentences, rows and lists, never anything else."
      />
      <p className="text-small text-muted [overflow-wrap:anywhere]">
        The language model is <span className="font-medium text-ink">{model.name}</span>, at {model.place}.
      </p>
      <TestQuestion botId={botId} />
      {mailboxUrl && (
        <details className="text-small">
          <summary className="w-fit cursor-pointer py-3 text-muted sm:py-1 hover:text-ink">
            Connect another language model
          </summary>
          <div className="mt-2 grid gap-3">
            <WaysToConnect />
          </div>
        </details>
      )}
    </>
  )
}

function WithoutModel() {
  return (
    <div className="grid gap-3">
      <p>
        No language model is connected, so every answer is <strong>quotes from your documents</strong>: their
        own sentences, rows and lists. Nothing is made up, and where nothing fits, your guide says so.
      </p>
      <WaysToConnect />
    </div>
  )
}

/** Said where something is set that only a language model heeds. */
export function useModelHint(answers: BotSettings['answers']): string {
  const { chatModel } = useConfig()
  if (!chatModel) return 'This needs a language model: as long as none is connected, it changes nothing. '
  return answers === 'quotes' ? 'This changes nothing while answers are quotes. ' : ''
}
