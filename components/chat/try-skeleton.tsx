import { Skeleton } from '#components/ui/skeleton.tsx'

export function TrySkeleton() {
  return (
    <div role="status" aria-label="Loading" className="grid gap-6 px-5 py-6 sm:px-8 md:py-5">
      <Skeleton className="h-9 w-28" />
      <Skeleton className="ml-auto h-11 w-72 max-w-full" />
      <Skeleton className="h-5 w-full max-w-lg" />
      <Skeleton className="h-5 w-4/5 max-w-md" />
    </div>
  )
}
