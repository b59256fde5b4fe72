'use client'
import { ArrowUp, X } from 'lucide-react'
import { readableOn } from '#components/widget/accent.ts'
import { AccentScope } from './accent-scope.tsx'
import { BotBadge } from './bot-badge.tsx'
import { useBotColours } from './use-bot-colours.ts'

interface WidgetPreviewProps {
  name: string
  greeting: string
  questions: readonly string[]
  accent: string
}

/** The chat as visitors open it, drawn from what is typed; in the system's font, as on their sites. */
export function WidgetPreview({ name, greeting, questions, accent }: WidgetPreviewProps) {
  const { brand, onBrand } = useBotColours(accent)
  return (
    <AccentScope accent={brand} textOn={onBrand}>
      <figure className="grid gap-3 [font-family:system-ui,sans-serif] lg:sticky lg:top-5">
        <figcaption className="font-sans text-small font-semibold">What visitors see</figcaption>
        <div className="flex min-h-[420px] flex-col overflow-hidden rounded-widget border border-line bg-card shadow-float">
          <div className="flex items-center gap-3 border-b border-line px-5 py-4">
            <BotBadge name={name} accent={accent} />
            <div className="min-w-0">
              <p className="truncate font-serif text-subtitle leading-tight" dir="auto">
                {name || 'Your guide'}
              </p>
              <p className="text-tiny text-muted">Answers from our own documents</p>
            </div>
          </div>
          <div className="grid flex-1 content-start gap-4 p-5">
            <p className="break-words whitespace-pre-line" dir="auto">
              {greeting || 'Hello! Ask me anything about our documents.'}
            </p>
            <ul className="flex flex-wrap gap-2">
              {[...new Set(questions)]
                .filter(question => question.trim())
                .map(question => (
                  <li
                    key={question}
                    dir="auto"
                    className="max-w-full rounded-full border border-control px-3 py-1.5 text-small break-words"
                  >
                    {question}
                  </li>
                ))}
            </ul>
          </div>
          <div className="m-4 flex items-center justify-between rounded-card border border-control py-2 pr-2 pl-4 text-muted">
            Ask a question
            <span className="flex size-9 items-center justify-center rounded-control bg-(--bot-accent) text-(--bot-on-accent)">
              <ArrowUp size={18} aria-hidden />
            </span>
          </div>
        </div>
        {/* Outside the panel, on a page of theirs, the button is the colour as it is. */}
        <AccentScope accent={accent} textOn={readableOn(accent)}>
          <span
            aria-hidden
            className="ml-auto flex size-14 items-center justify-center rounded-full bg-(--bot-accent) text-(--bot-on-accent) shadow-float"
          >
            <X size={22} />
          </span>
        </AccentScope>
      </figure>
    </AccentScope>
  )
}
