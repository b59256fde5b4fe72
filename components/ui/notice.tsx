import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

type Tone = 'calm' | 'ok' | 'doubt' | 'bad'

const tones = {
  calm: { Icon: Info, ground: 'bg-shade', colour: 'text-muted' },
  ok: { Icon: CircleCheck, ground: 'bg-ok-ground', colour: 'text-ok' },
  doubt: { Icon: TriangleAlert, ground: 'bg-doubt-ground', colour: 'text-doubt' },
  bad: { Icon: CircleAlert, ground: 'bg-bad-ground', colour: 'text-bad' },
}

interface NoticeProps {
  tone: Tone
  /** What happened. */
  title: ReactNode
  /** What was kept and what to do. */
  children?: ReactNode
  action?: ReactNode
}

/** Says something in its place on the page; a failure is also read out. */
export function Notice({ tone, title, children, action }: NoticeProps) {
  const { Icon, ground, colour } = tones[tone]
  return (
    <div
      role={tone === 'bad' ? 'alert' : undefined}
      className={`flex animate-appear flex-wrap items-start gap-x-3 gap-y-2 rounded-card px-4 py-3 ${ground}`}
    >
      <Icon size={18} aria-hidden className={`mt-0.5 shrink-0 ${colour}`} />
      <div className="min-w-0 flex-1 basis-48 text-small">
        <p className="font-semibold">{title}</p>
        {children && <div className="text-ink/80">{children}</div>}
      </div>
      {action}
    </div>
  )
}
