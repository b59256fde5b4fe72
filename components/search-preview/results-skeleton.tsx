import { Skeleton } from '#components/ui/skeleton.tsx'

export function ResultsSkeleton() {
  return (
    <div role="status" aria-label="Searching" className="grid gap-3">
      <Skeleton className="mb-1 h-5 w-72 max-w-full" />
      {[1, 2, 3].map(card => (
        <div key={card} className="card grid gap-4 p-4 md:grid-cols-[minmax(0,1fr)_13rem] md:gap-8">
          <div className="grid content-start gap-2.5">
            <Skeleton className="h-5 w-2/5" />
            <Skeleton className="mt-1 h-4 w-full" />
            <Skeleton className="h-4 w-11/12" />
            <Skeleton className="h-4 w-3/5" />
          </div>
          <div className="grid content-start gap-3">
            <Skeleton className="h-5 w-32" />
            <Skeleton className="h-3 w-full" />
            <Skeleton className="h-3 w-full" />
          </div>
        </div>
      ))}
    </div>
  )
}
