import { z } from 'zod'
import { notCarried } from '../cognito-error.ts'
import { signedInUser } from '../lookup.ts'
import { operation } from '../operation.ts'
import { newTotpSecret } from '../totp.ts'

const input = z.object({ AccessToken: z.string().optional(), Session: z.string().optional() })

export const associateSoftwareToken = operation('public', input, async ({ AccessToken }, cognito) => {
  if (AccessToken === undefined) throw notCarried('Setting up an authenticator app while signing in')
  const { user } = signedInUser(AccessToken, cognito)
  const SecretCode = newTotpSecret()
  await cognito.store.saveUser({ ...user, totp: { ...user.totp, pending: SecretCode } })
  return { SecretCode }
})
