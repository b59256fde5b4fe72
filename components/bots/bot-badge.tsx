'use client'
import { AccentScope } from './accent-scope.tsx'
import { useBotColours } from './use-bot-colours.ts'

/** The round initial of a guide in its own colour. */
export function BotBadge({ name, accent }: { name: string; accent: string }) {
  const { brand, onBrand } = useBotColours(accent)
  return (
    <AccentScope accent={brand} textOn={onBrand}>
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
