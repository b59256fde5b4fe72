import Link from 'next/link'
import { buttonClass } from '#components/ui/button-class.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'

export function NothingFound({ botId }: { botId: string }) {
  return (
    <EmptyState
      title="Nothing was found"
      action={
        <Link href={`/bots/${botId}/knowledge`} className={buttonClass('outlined')}>
          See your documents
        </Link>
      }
    >
      <p>There is no text in your documents that could be compared with this question.</p>
    </EmptyState>
  )
}
