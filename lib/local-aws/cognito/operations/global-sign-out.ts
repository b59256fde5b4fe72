import { z } from 'zod'
import { signedInUser } from '../lookup.ts'
import { operation } from '../operation.ts'

const input = z.object({ AccessToken: z.string() })

export const globalSignOut = operation('public', input, async ({ AccessToken }, cognito) => {
  const { user } = signedInUser(AccessToken, cognito)
  await cognito.store.saveUser({ ...user, sessions: [] })
  return {}
})
