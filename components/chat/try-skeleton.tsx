import { Skeleton } from '#components/ui/skeleton.tsx'

export function TrySkeleton() {
  return (
    <div role="status" aria-label="Loading" className="grid gap-6 px-5 py-6 sm:px-8 md:py-5">
      <Skeleton className="h-9 w-28" />
    </div>
  )
}
