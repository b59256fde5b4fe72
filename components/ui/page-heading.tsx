import type { ReactNode } from 'react'

interface PageHeadingProps {
  title: ReactNode
  /** One sentence on what this page is for. */
  children?: ReactNode
  action?: ReactNode
}

export function PageHeading({ title, children, action }: PageHeadingProps) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-64">
        <h1 className="title">{title}</h1>
        {children && <p className="mt-1 max-w-reading text-muted">{children}</p>}
      </div>
      {action && <div className="flex flex-wrap gap-2">{action}</div>}
    </header>
  )
}
