'use client'
import { Check, CircleCheck, TriangleAlert } from 'lucide-react'
import { useId } from 'react'
import { controlClass } from '#components/ui/field-frame.tsx'
import { judgeAccent } from '#lib/client/accent-contrast.ts'
import { AccentScope } from './accent-scope.tsx'

const swatches = [
  { name: 'Terracotta', accent: '#a8431f' },
  { name: 'Ink', accent: '#2b2825' },
  { name: 'Harbour blue', accent: '#1f5a8c' },
  { name: 'Pine', accent: '#2c6a4e' },
  { name: 'Plum', accent: '#7a3468' },
  { name: 'Brick', accent: '#a11d1d' },
  { name: 'Ochre', accent: '#8a5a00' },
  { name: 'Slate', accent: '#4a5568' },
]

interface AccentPickerProps {
  accent: string
  onChange: (accent: string) => void
  error: string | undefined
}

export function AccentPicker({ accent, onChange, error }: AccentPickerProps) {
  const id = useId()
  const verdict = error ? null : judgeAccent(accent)
  return (
    <div className="grid gap-4">
      <fieldset>
        <legend className="sr-only">Colour of buttons and signs</legend>
        <div className="flex flex-wrap gap-2.5">
          {swatches.map(swatch => (
            <label
              key={swatch.accent}
              title={swatch.name}
              className="relative inline-flex size-11 cursor-pointer items-center justify-center rounded-full has-checked:ring-2 has-checked:ring-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-4 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name={`${id}-swatch`}
                checked={accent === swatch.accent}
                onChange={() => onChange(swatch.accent)}
                className="absolute inset-0 cursor-pointer opacity-0"
                aria-label={swatch.name}
              />
              <AccentScope accent={swatch.accent} textOn={judgeAccent(swatch.accent).textOn}>
                <span className="inline-flex size-9 items-center justify-center rounded-full border border-control/60 bg-(--bot-accent) text-(--bot-on-accent)">
                  {accent === swatch.accent && <Check size={18} aria-hidden />}
                </span>
              </AccentScope>
            </label>
          ))}
        </div>
      </fieldset>
      <div className="grid gap-1.5">
        <label htmlFor={id} className="text-small font-semibold">
          Your own colour
        </label>
        <div className="flex max-w-60 gap-2">
          <input
            type="color"
            aria-label="Choose a colour"
            value={error ? '#a8431f' : accent}
            onChange={event => onChange(event.target.value)}
            className="h-10 w-12 shrink-0 touchable cursor-pointer rounded-control border border-control bg-card p-1"
          />
          <input
            id={id}
            type="text"
            spellCheck={false}
            value={accent}
            onChange={event => onChange(event.target.value.trim().toLowerCase())}
            aria-invalid={error ? true : undefined}
            aria-describedby={`${id}-verdict`}
            className={`${controlClass} tabular-nums`}
          />
        </div>
        <p id={`${id}-verdict`} role="status" className="flex items-start gap-1.5 text-small">
          {verdict ? (
            <>
              {verdict.tone === 'ok' ? (
                <CircleCheck size={16} aria-hidden className="mt-0.5 shrink-0 text-ok" />
              ) : (
                <TriangleAlert size={16} aria-hidden className="mt-0.5 shrink-0 text-doubt" />
              )}
              {verdict.words}
            </>
          ) : (
            <span className="text-bad">{error}</span>
          )}
        </p>
      </div>
    </div>
  )
}
