import { z } from 'zod'
import { poolOf, userOf } from '../lookup.ts'
import { withPassword } from '../new-user.ts'
import { operation } from '../operation.ts'
import { checkPassword } from '../password-policy.ts'

const input = z.object({
  UserPoolId: z.string(),
  Username: z.string(),
  Password: z.string(),
  Permanent: z.boolean().default(false),
})

export const adminSetUserPassword = operation('signed', input, async (asked, cognito) => {
  const pool = poolOf(asked.UserPoolId, cognito)
  const user = userOf(pool.id, asked.Username, cognito)
  checkPassword(asked.Password, pool.passwordPolicy)
  const changed = withPassword(user, asked.Password, cognito.now())
  const temporaryUntil = cognito.now() + pool.passwordPolicy.TemporaryPasswordValidityDays * 86_400_000
  await cognito.store.saveUser(
    asked.Permanent
      ? { ...changed, status: 'CONFIRMED' }
      : { ...changed, status: 'FORCE_CHANGE_PASSWORD', password: { ...changed.password, temporaryUntil } },
  )
  return {}
})
