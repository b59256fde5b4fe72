import { Skeleton } from '#components/ui/skeleton.tsx'

export function DocumentsSkeleton() {
  return (
    <div role="status" aria-label="Loading the documents" className="grid gap-6">
      <Skeleton className="hidden h-11 w-full rounded-card pointer-fine:block" />
      <div className="card divide-y divide-line">
        {[1, 2, 3].map(row => (
          <div key={row} className="flex items-center gap-3.5 px-4 py-3.5">
            <Skeleton className="size-9" />
            <div className="grid flex-1 gap-2">
              <Skeleton className="h-4 w-1/2" />
              <Skeleton className="h-3 w-1/3" />
            </div>
          </div>
        ))}
      </div>
    </div>
  )
}
