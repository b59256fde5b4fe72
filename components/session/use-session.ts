'use client'
import { useQuery } from '@tanstack/react-query'
import { useConfig } from './config-context.ts'

export const sessionKey = ['session']

/** Who is signed in: `data` is their e-mail address, or null where nobody is. */
export function useSession() {
  const config = useConfig()
  return useQuery({
    queryKey: sessionKey,
    queryFn: async () => {
      // Amplify is half of our script: pages that need nobody signed in do not wait for it.
      const { configureSession, signedInEmail } = await import('#lib/client/session.ts')
      configureSession(config)
      return signedInEmail()
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
}
