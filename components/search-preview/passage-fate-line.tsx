import { Check, Copy, Link2, type LucideIcon, PanelBottomClose } from 'lucide-react'
import { fateWords, isRead } from '#lib/client/search-preview-words.ts'
import type { PreviewedPassage } from '#lib/core/chat/search-preview-result.ts'

const icons: Record<PreviewedPassage['fate'], LucideIcon> = {
  read: Check,
  joined: Link2,
  same: Copy,
  'no-room': PanelBottomClose,
}

/** Whether the guide reads a passage, and why not. */
export function PassageFateLine({ passage }: { passage: PreviewedPassage }) {
  const { label, other } = fateWords(passage)
  const Icon = icons[passage.fate]
  return (
    <p
      className={`flex items-start gap-1.5 text-small font-semibold ${isRead(passage) ? 'text-ok' : 'text-muted'}`}
    >
      <Icon size={16} aria-hidden className="mt-0.5 shrink-0" />
      <span>
        {label}
        {other && (
          <>
            {' '}
            <a href={`#passage-${other}`} className="underline underline-offset-2 hover:no-underline">
              {other}
            </a>
          </>
        )}
      </span>
    </p>
  )
}
