'use client'
import { useConfig } from '#components/session/config-context.ts'
import { SectionCard } from '#components/ui/section-card.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import type { BotSettings } from '#lib/core/bots/bot.ts'

interface AnswersCardProps {
  answers: BotSettings['answers']
  onChange: (answers: BotSettings['answers']) => void
}

const FORMS = [
  { value: 'written', label: 'Written by the language model' },
  { value: 'quotes', label: 'Quotes from your documents' },
] as const

/** Who answers, said once and plainly where an owner decides; without a language model, how to connect one. */
export function AnswersCard({ answers, onChange }: AnswersCardProps) {
  const { chatModel } = useConfig()
  return (
    <SectionCard id="answers" title="Answers">
      {chatModel ? (
        <>
          <SelectField<BotSettings['answers']>
            label="An answer is"
            value={answers}
            onChange={onChange}
            options={FORMS}
            hint="Quotes are your documents’ own sentences, rows and lists, never anything else."
          />
          <p className="text-small text-muted">
            The language model is <span className="font-medium text-ink">{chatModel.name}</span>, at{' '}
            {chatModel.place}.
          </p>
        </>
      ) : (
        <WithoutModel />
      )}
    </SectionCard>
  )
}

function WithoutModel() {
  return (
    <div className="grid gap-3">
      <p>
        No language model is connected, so every answer is <strong>quotes from your documents</strong>: their
        own sentences, rows and lists. Nothing is made up, and where nothing fits, your guide says so.
      </p>
      <p>Three ways to connect a language model. Stop Docent, then start it again with one of them:</p>
      <ol className="grid list-decimal gap-2 ps-5 marker:text-muted">
        <li>
          Amazon Bedrock, with the AWS profile of this computer: <Line>npm start -- --bedrock</Line>
        </li>
        <li>Ollama or LM Studio on this computer: start it, and Docent finds it by itself.</li>
        <li>
          Any other server that speaks the OpenAI protocol:{' '}
          <Line>LOCAL_MODEL_URL=http://127.0.0.1:8000 npm start</Line>
        </li>
      </ol>
    </div>
  )
}

function Line({ children }: { children: string }) {
  return (
    <code className="rounded-mark bg-shade px-1.5 py-0.5 font-mono text-small [overflow-wrap:anywhere]">
      {children}
    </code>
  )
}

/** Said where something is set that only a language model heeds. */
export function useModelHint(answers: BotSettings['answers']): string {
  const { chatModel } = useConfig()
  if (!chatModel) return 'This needs a language model: as long as none is connected, it changes nothing. '
  return answers === 'quotes' ? 'This changes nothing while answers are quotes. ' : ''
}
