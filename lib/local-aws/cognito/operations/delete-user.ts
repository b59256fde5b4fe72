import { z } from 'zod'
import { signedInUser } from '../lookup.ts'
import { operation } from '../operation.ts'

const input = z.object({ AccessToken: z.string() })

export const deleteUser = operation('public', input, async ({ AccessToken }, cognito) => {
  await cognito.store.removeUser(signedInUser(AccessToken, cognito).user)
  return {}
})
