import { type ReactNode, useId } from 'react'

interface SectionCardProps {
  title: ReactNode
  children: ReactNode
  aside?: ReactNode
  /** Where links lead. */
  id?: string
}

export function SectionCard({ title, children, aside, id }: SectionCardProps) {
  const titleId = useId()
  return (
    <section id={id} aria-labelledby={titleId} className="card grid scroll-mt-4 gap-4 p-5 sm:p-6">
      <div className="flex items-center justify-between gap-4">
        <h2 id={titleId} className="subtitle">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
