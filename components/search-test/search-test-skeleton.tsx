import { Skeleton } from '#components/ui/skeleton.tsx'
import { SearchTestHeading } from './search-test-heading.tsx'

export function SearchTestSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="grid w-full max-w-5xl gap-6 px-5 py-6 sm:px-8 md:py-5">
      <SearchTestHeading />
      <Skeleton className="h-14.5 w-full rounded-card" />
    </div>
  )
}
