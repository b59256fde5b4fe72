import Link from 'next/link'
import { buttonClass } from '#components/ui/button-class.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'

export function BotMissing() {
  return (
    <div className="p-6">
      <EmptyState
        title="There is no such guide"
        action={
          <Link href="/bots" className={buttonClass('primary')}>
            See all your guides
          </Link>
        }
      >
        <p>It may have been deleted, or it belongs to another account.</p>
      </EmptyState>
    </div>
  )
}
