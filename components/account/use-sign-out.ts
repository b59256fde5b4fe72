'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { signOut } from 'aws-amplify/auth'
import { sessionKey } from '#components/session/use-session.ts'
import { leavePage } from '#lib/client/leave-guard.ts'
import { tellOtherTabs } from '#lib/client/other-tabs.ts'
import { leaveLayers } from '#lib/client/page-layers.ts'

/** Signs out here, or on every device; then nothing of the account is left in this tab. */
export function useSignOut() {
  const queries = useQueryClient()
  const leaving = useMutation({
    mutationFn: ({ everywhere }: { everywhere: boolean }) => signOut({ global: everywhere }),
    onSuccess: () => {
      tellOtherTabs('signed-out')
      queries.clear()
      queries.setQueryData(sessionKey, null)
      // A new document: whatever any page kept in memory is gone with the old one.
      leaveLayers(() => location.assign('/'))
    },
  })
  const leave = (how: { everywhere: boolean }) => leavePage(() => leaving.mutate(how))
  return { leave, leaving: leaving.isPending, failure: leaving.error }
}
