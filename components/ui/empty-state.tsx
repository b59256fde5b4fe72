import type { ReactNode } from 'react'

interface EmptyStateProps {
  title: string
  children: ReactNode
  /** A picture of what will be here. */
  picture?: ReactNode
  action: ReactNode
}

/** Shows what will be here, and the one next step. */
export function EmptyState({ title, children, picture, action }: EmptyStateProps) {
  return (
    <section className="mx-auto grid max-w-lg justify-items-center gap-4 py-10 text-center">
      {picture}
      <div className="grid gap-1.5">
        <h2 className="subtitle">{title}</h2>
        <div className="text-muted">{children}</div>
      </div>
      {action}
    </section>
  )
}
