import { Skeleton } from '#components/ui/skeleton.tsx'

export function BotsSkeleton() {
  return (
    <div role="status" aria-label="Loading your guides" className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {[1, 2, 3].map(card => (
        <div key={card} className="card grid gap-4 p-5">
          <div className="flex items-start gap-3">
            <Skeleton className="size-9.5 rounded-full" />
            <div className="grid flex-1 gap-2 pt-1">
              <Skeleton className="h-4 w-2/3" />
              <Skeleton className="h-3 w-1/3" />
            </div>
          </div>
          <Skeleton className="h-9 w-full" />
          <Skeleton className="mt-2 h-4 w-1/2" />
        </div>
      ))}
    </div>
  )
}
