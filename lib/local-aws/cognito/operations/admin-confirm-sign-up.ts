import { z } from 'zod'
import { notAuthorized } from '../cognito-error.ts'
import { userOf } from '../lookup.ts'
import { operation } from '../operation.ts'

const input = z.object({ UserPoolId: z.string(), Username: z.string() })

/** Confirms the person, not the address: email_verified stays as it is, as in the real service. */
export const adminConfirmSignUp = operation('signed', input, async ({ UserPoolId, Username }, cognito) => {
  const user = userOf(UserPoolId, Username, cognito)
  if (user.status !== 'UNCONFIRMED') {
    throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`)
  }
  await cognito.store.saveUser({ ...user, status: 'CONFIRMED', updatedAt: cognito.now() })
  return {}
})
