import { z } from 'zod'
import { expiredCode, spendCode } from '../codes.ts'
import { noSuchUser, notAuthorized } from '../cognito-error.ts'
import { clientOf } from '../lookup.ts'
import { operation } from '../operation.ts'

const input = z.object({ ClientId: z.string(), Username: z.string(), ConfirmationCode: z.string() })

export const confirmSignUp = operation('public', input, async (asked, cognito) => {
  const { pool, client } = clientOf(asked.ClientId, cognito)
  const user = cognito.store.user(pool.id, asked.Username)
  if (user === undefined) throw client.preventUserExistenceErrors ? expiredCode() : noSuchUser()
  if (user.status !== 'UNCONFIRMED') {
    throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`)
  }
  const { user: spent } = await spendCode(user, 'sign-up', asked.ConfirmationCode, cognito)
  await cognito.store.saveUser({
    ...spent,
    status: 'CONFIRMED',
    emailVerified: true,
    updatedAt: cognito.now(),
  })
  return {}
})
