import { z } from 'zod'
import { delivery, sendCode } from '../codes.ts'
import { invalidParameter, noSuchUser } from '../cognito-error.ts'
import { clientOf } from '../lookup.ts'
import { operation } from '../operation.ts'

const input = z.object({ ClientId: z.string(), Username: z.string() })

export const resendConfirmationCode = operation('public', input, async (asked, cognito) => {
  const { pool, client } = clientOf(asked.ClientId, cognito)
  const user = cognito.store.user(pool.id, asked.Username)
  if (user === undefined) {
    if (!client.preventUserExistenceErrors) throw noSuchUser()
    return { CodeDeliveryDetails: delivery(asked.Username) }
  }
  if (user.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.')
  if (!pool.verifiesEmail) throw invalidParameter('Auto verification not turned on.')
  return { CodeDeliveryDetails: await sendCode(user, 'sign-up', user.email, cognito) }
})
