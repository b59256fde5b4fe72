import Link from 'next/link'
import { buttonClass } from '#components/ui/button-class.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'

/** For whoever comes by, its owner or not: who owns what is nobody's business. */
export function BotMissing() {
  return (
    <EmptyState
      title="This guide is no longer here"
      action={
        <Link href="/" className={buttonClass('primary')}>
          To the start page
        </Link>
      }
    >
      <p>It was deleted, or its address was mistyped.</p>
    </EmptyState>
  )
}
