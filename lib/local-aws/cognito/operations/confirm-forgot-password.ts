import { z } from 'zod'
import { expiredCode, spendCode } from '../codes.ts'
import { noSuchUser } from '../cognito-error.ts'
import { clientOf } from '../lookup.ts'
import { withPassword } from '../new-user.ts'
import { operation } from '../operation.ts'
import { checkPassword } from '../password-policy.ts'

const input = z.object({
  ClientId: z.string(),
  Username: z.string(),
  ConfirmationCode: z.string(),
  Password: z.string(),
})

export const confirmForgotPassword = operation('public', input, async (asked, cognito) => {
  const { pool, client } = clientOf(asked.ClientId, cognito)
  checkPassword(asked.Password, pool.passwordPolicy)
  const user = cognito.store.user(pool.id, asked.Username)
  if (user === undefined) throw client.preventUserExistenceErrors ? expiredCode() : noSuchUser()
  const { user: spent } = await spendCode(user, 'password-reset', asked.ConfirmationCode, cognito)
  await cognito.store.saveUser(withPassword(spent, asked.Password, cognito.now()))
  return {}
})
