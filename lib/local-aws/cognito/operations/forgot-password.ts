import { z } from 'zod'
import { delivery, sendCode } from '../codes.ts'
import { invalidParameter, noSuchUser, notAuthorized } from '../cognito-error.ts'
import { clientOf } from '../lookup.ts'
import { operation } from '../operation.ts'

const input = z.object({ ClientId: z.string(), Username: z.string() })

export const forgotPassword = operation('public', input, async (asked, cognito) => {
  const { pool, client } = clientOf(asked.ClientId, cognito)
  const user = cognito.store.user(pool.id, asked.Username)
  if (user === undefined) {
    if (!client.preventUserExistenceErrors) throw noSuchUser()
    return { CodeDeliveryDetails: delivery(asked.Username) }
  }
  if (user.status === 'FORCE_CHANGE_PASSWORD') {
    throw notAuthorized('User password cannot be reset in the current state.')
  }
  if (!user.emailVerified) {
    throw invalidParameter(
      'Cannot reset password for the user as there is no registered/verified email or phone_number',
    )
  }
  return { CodeDeliveryDetails: await sendCode(user, 'password-reset', user.email, cognito) }
})
