'use client'
import { judgeAccent } from '#lib/client/accent-contrast.ts'
import { AccentScope } from './accent-scope.tsx'

/** The round initial of a guide in its own colour. */
export function BotBadge({ name, accent }: { name: string; accent: string }) {
  return (
    <AccentScope accent={accent} textOn={judgeAccent(accent).textOn}>
      <span
        aria-hidden
        className="inline-flex size-9.5 shrink-0 items-center justify-center rounded-full bg-(--bot-accent) font-serif text-subtitle text-(--bot-on-accent)"
      >
        {initial(name)}
      </span>
    </AccentScope>
  )
}

function initial(name: string): string {
  const [first] = new Intl.Segmenter().segment(name.trim())
  return first?.segment.toLocaleUpperCase() ?? '?'
}
