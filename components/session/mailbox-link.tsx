import { ExternalLink, Mail } from 'lucide-react'
import { buttonClass } from '#components/ui/button-class.ts'

/** For an installation whose mail stays on its own computer. */
export function MailboxLink({ url, inCard = false }: { url: string; inCard?: boolean }) {
  return (
    <aside
      aria-label="Your mail"
      className={inCard ? 'grid gap-3 border-t border-line pt-4' : 'card mt-4 grid gap-3 p-6'}
    >
      <p className="flex gap-2.5 text-small text-muted">
        <Mail size={18} aria-hidden className="mt-px shrink-0" />
        Docent runs on this computer, and its mail stays here: your code is in a mailbox of its own.
      </p>
      <a href={url} target="_blank" rel="noreferrer" className={buttonClass('outlined', 'whitespace-normal')}>
        Open the mailbox on this computer
        <ExternalLink size={16} aria-hidden />
        <span className="sr-only">(opens a new tab)</span>
      </a>
    </aside>
  )
}
