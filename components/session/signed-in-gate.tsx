'use client'
import { useQueryClient } from '@tanstack/react-query'
import { Hub } from 'aws-amplify/utils'
import { usePathname, useRouter } from 'next/navigation'
import { type ReactNode, useEffect } from 'react'
import { FailurePanel } from '#components/ui/failure-panel.tsx'
import { describeProblem, networkProblem } from '#lib/client/api-problem.ts'
import { hearOtherTabs } from '#lib/client/other-tabs.ts'
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

  useEffect(() => {
    // Nothing of one account may be left for the next.
    const forget = () => {
      // What watches the session would not hear of it if its query went as well.
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] })
      queries.setQueryData(sessionKey, null)
    }
    const endHub = Hub.listen('auth', ({ payload }) => {
      if (payload.event === 'signedOut' || payload.event === 'tokenRefresh_failure') forget()
    })
    const endTabs = hearOtherTabs(news => {
      if (news === 'signed-out') forget()
      else for (const queryKey of news.changed) void queries.invalidateQueries({ queryKey })
    })
    return () => {
      endHub()
      endTabs()
    }
  }, [queries])

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
