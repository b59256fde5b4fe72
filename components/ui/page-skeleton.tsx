import { Skeleton } from './skeleton.tsx'

/** A page before it is known what it shows. */
export function PageSkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading"
      className="mx-auto grid w-full max-w-page gap-6 px-5 py-8 sm:px-8"
    >
      <Skeleton className="h-9 w-48" />
      <Skeleton className="h-4 w-72" />
      <Skeleton className="mt-2 h-40 w-full rounded-card" />
    </div>
  )
}
