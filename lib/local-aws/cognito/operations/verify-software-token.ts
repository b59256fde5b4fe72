import { z } from 'zod'
import { limitExceeded } from '../codes.ts'
import { CognitoError, invalidParameter, notCarried } from '../cognito-error.ts'
import { signedInUser } from '../lookup.ts'
import { operation } from '../operation.ts'
import { failSignIn } from '../sign-in-lock.ts'
import { totpStep } from '../totp.ts'

const input = z.object({
  AccessToken: z.string().optional(),
  Session: z.string().optional(),
  UserCode: z.string(),
})

export const verifySoftwareToken = operation('public', input, async ({ AccessToken, UserCode }, cognito) => {
  if (AccessToken === undefined) throw notCarried('Setting up an authenticator app while signing in')
  const { user } = signedInUser(AccessToken, cognito)
  if (cognito.now() < user.lock.until) throw limitExceeded()
  const { pending } = user.totp
  if (pending === undefined) throw invalidParameter('Software token has not been associated.')
  const step = totpStep(pending, UserCode, cognito.now())
  if (step === undefined) {
    return failSignIn(user, cognito, new CognitoError('EnableSoftwareTokenMFAException', 'Code mismatch'))
  }
  // A new app replaces the old one only now that it has proven itself.
  const totp = { ...user.totp, secret: pending, pending: undefined, lastStep: step }
  await cognito.store.saveUser({ ...user, totp, updatedAt: cognito.now() })
  return { Status: 'SUCCESS' }
})
