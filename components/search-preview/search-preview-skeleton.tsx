import { Skeleton } from '#components/ui/skeleton.tsx'
import { SearchPreviewHeading } from './search-preview-heading.tsx'

export function SearchPreviewSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="grid w-full max-w-5xl gap-6 px-5 py-6 sm:px-8 md:py-5">
      <SearchPreviewHeading />
      <Skeleton className="h-14.5 w-full rounded-card" />
    </div>
  )
}
