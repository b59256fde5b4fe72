import { z } from 'zod'
import { sendCode } from '../codes.ts'
import { signedInUser } from '../lookup.ts'
import { operation } from '../operation.ts'

const input = z.object({ AccessToken: z.string(), AttributeName: z.literal('email') })

export const getUserAttributeVerificationCode = operation('public', input, async (asked, cognito) => {
  const { user } = signedInUser(asked.AccessToken, cognito)
  return {
    CodeDeliveryDetails: await sendCode(user, 'e-mail-check', user.pendingEmail ?? user.email, cognito),
  }
})
