'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { signOut } from 'aws-amplify/auth'
import { sessionKey } from '#components/session/use-session.ts'

/** Signs out here, or on every device; then nothing of the account is left in this tab. */
export function useSignOut() {
  const queries = useQueryClient()
  const leaving = useMutation({
    mutationFn: ({ everywhere }: { everywhere: boolean }) => signOut({ global: everywhere }),
    onSuccess: () => {
      queries.clear()
      queries.setQueryData(sessionKey, null)
      // A new document: whatever any page kept in memory is gone with the old one.
      location.assign('/')
    },
  })
  return { leave: leaving.mutate, leaving: leaving.isPending, failure: leaving.error }
}
