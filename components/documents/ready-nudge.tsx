'use client'
import { X } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { buttonClass } from '#components/ui/button-class.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { isReady } from '#lib/client/document-progress.ts'
import type { DocumentView } from '#lib/core/contract/documents.ts'

interface ReadyNudgeProps {
  botId: string
  documents: readonly DocumentView[]
}

/** The next step, when the first document becomes ready while the page is open. */
export function ReadyNudge({ botId, documents }: ReadyNudgeProps) {
  const [wasReady] = useState(() => documents.some(isReady))
  const [away, setAway] = useState(false)
  if (wasReady || away || !documents.some(isReady)) return null

  return (
    <div role="status">
      <Notice
        tone="ok"
        title="Ready to answer"
        action={
          <div className="flex items-center gap-1">
            <Link href={`/bots/${botId}/try`} className={buttonClass('outlined')}>
              Try it
            </Link>
            <IconButton label="Put this away" onClick={() => setAway(true)}>
              <X size={18} aria-hidden />
            </IconButton>
          </div>
        }
      >
        Ask your guide something that stands in your documents.
      </Notice>
    </div>
  )
}
