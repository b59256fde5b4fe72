import { z } from 'zod'
import { refuseTakenEmail } from '../attributes.ts'
import { expiredCode, spendCode } from '../codes.ts'
import { signedInUser } from '../lookup.ts'
import { operation } from '../operation.ts'
import { emailKey } from '../store.ts'

const input = z.object({ AccessToken: z.string(), AttributeName: z.literal('email'), Code: z.string() })

export const verifyUserAttribute = operation('public', input, async (asked, cognito) => {
  const { user } = signedInUser(asked.AccessToken, cognito)
  const { user: spent, to } = await spendCode(user, 'e-mail-check', asked.Code, cognito)
  const email = spent.pendingEmail ?? spent.email
  // The code proves the address it was sent to, not one that was typed in since.
  if (emailKey(to) !== emailKey(email)) throw expiredCode()
  refuseTakenEmail(email, user, cognito)
  await cognito.store.saveUser({
    ...spent,
    email,
    pendingEmail: undefined,
    emailVerified: true,
    updatedAt: cognito.now(),
  })
  return {}
})
