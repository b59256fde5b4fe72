'use client'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { formatCount } from '#lib/client/format.ts'
import { useUploads } from './uploads-context.ts'

/** Several files that are here already: one answer for all of them. One alone is asked about in its row. */
export function UndecidedNotice() {
  const { queue, cancel, decide } = useUploads()
  const undecided = queue.flatMap(({ key, twin }) => (twin ? [{ key, documentId: twin.documentId }] : []))
  if (undecided.length < 2) return null
  const replaceable = undecided.every(({ documentId }) => documentId !== null)
  const each = (act: (one: (typeof undecided)[number]) => void) => () => undecided.forEach(act)
  return (
    <Notice
      tone="doubt"
      title={`You already have ${formatCount(undecided.length)} of these files.`}
      action={
        <div className="flex flex-wrap gap-2">
          {replaceable && (
            <Button onClick={each(({ key, documentId }) => decide(key, documentId))}>Replace all</Button>
          )}
          <Button onClick={each(({ key }) => decide(key, null))}>Add all a second time</Button>
          <Button onClick={each(({ key }) => cancel(key))}>Leave all out</Button>
        </div>
      }
    >
      Decide for all of them here, or for each in its row.
    </Notice>
  )
}
