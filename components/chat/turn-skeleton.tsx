import { Skeleton } from '#components/ui/skeleton.tsx'

/** A question and its answer before they are known. */
export function TurnSkeleton() {
  return (
    <div role="status" aria-label="Loading the conversation" className="grid gap-4">
      <Skeleton className="ms-auto h-11 w-72 max-w-[85%]" />
      <Skeleton className="h-5 w-full max-w-lg" />
      <Skeleton className="h-5 w-4/5 max-w-md" />
    </div>
  )
}
