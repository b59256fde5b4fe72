'use client'
import { useQueryClient } from '@tanstack/react-query'
import { Hub } from 'aws-amplify/utils'
import { usePathname, useRouter } from 'next/navigation'
import { type ReactNode, useEffect } from 'react'
import { FailurePanel } from '#components/ui/failure-panel.tsx'
import { describeProblem, networkProblem } from '#lib/client/api-problem.ts'
import { signInPath } from '#lib/client/sign-in-path.ts'
import { sessionKey, useSession } from './use-session.ts'

interface SignedInGateProps {
  /** The page's shape, shown until it is known who is there. */
  waiting: ReactNode
  children: ReactNode
}

/** Shows its children to people who are signed in, and takes everybody else to the sign-in page. */
export function SignedInGate({ waiting, children }: SignedInGateProps) {
  const session = useSession()
  const queries = useQueryClient()
  const router = useRouter()
  const path = usePathname()
  const nobody = session.data === null

  useEffect(() => {
    if (nobody) router.replace(signInPath(path + location.search))
  }, [nobody, router, path])

  useEffect(
    () =>
      Hub.listen('auth', ({ payload }) => {
        if (payload.event !== 'signedOut' && payload.event !== 'tokenRefresh_failure') return
        // Nothing of one account may be left for the next.
        queries.clear()
        queries.setQueryData(sessionKey, null)
      }),
    [queries],
  )

  if (session.isError) {
    const { message, nextStep } = describeProblem(networkProblem(session.error))
    return (
      <main className="mx-auto max-w-xl p-6">
        <FailurePanel
          message={message}
          nextStep={nextStep}
          onRetry={() => session.refetch()}
          busy={session.isFetching}
        />
      </main>
    )
  }
  return session.data == null ? waiting : children
}
