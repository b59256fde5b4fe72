import { Skeleton } from '#components/ui/skeleton.tsx'

/** The sign-in card before its forms arrive: same height, so that nothing jumps. */
export function SignInSkeleton() {
  return (
    <div className="card min-h-[388px] p-6" role="status" aria-label="Loading">
      <Skeleton className="h-9 w-full" />
      <Skeleton className="mt-8 h-4 w-16" />
      <Skeleton className="mt-2 h-10 w-full" />
      <Skeleton className="mt-5 h-4 w-20" />
      <Skeleton className="mt-2 h-10 w-full" />
      <Skeleton className="mt-8 h-10 w-full" />
    </div>
  )
}
