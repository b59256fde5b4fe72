import { z } from 'zod'
import { userOf } from '../lookup.ts'
import { operation } from '../operation.ts'

const input = z.object({ UserPoolId: z.string(), Username: z.string() })

export const adminDeleteUser = operation('signed', input, async ({ UserPoolId, Username }, cognito) => {
  await cognito.store.removeUser(userOf(UserPoolId, Username, cognito))
  return {}
})
