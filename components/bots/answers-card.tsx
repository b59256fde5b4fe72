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
  const startsIt = useStartsIt()
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
        {answers === 'written' && 'The language model is '}
        <span className="font-medium text-ink">{model.name}</span>
        {`, at ${model.place}`}
        {answers === 'quotes' && ', is connected, but not asked while answers are quotes'}.
      </p>
      <TestQuestion botId={botId} />
      {startsIt && (
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
  const startsIt = useStartsIt()
  return (
    <div className="grid gap-3">
      <p>
        No language model is connected, so every answer is <strong>quotes from your documents</strong>: their
        own sentences, rows and lists. Nothing is made up, and where nothing fits, your guide says so.
      </p>
      {startsIt && <WaysToConnect />}
    </div>
  )
}

/** Whether the owner starts Docent: where mail cannot leave, it runs on their own computer. */
function useStartsIt(): boolean {
  return useConfig().mailboxUrl !== null
}

/** Whether a guide that is set so answers with quotes. */
export function useAnswersAreQuotes(answers: BotSettings['answers']): boolean {
  const { chatModel } = useConfig()
  return chatModel === null || answers === 'quotes'
}
