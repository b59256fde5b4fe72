import { z } from 'zod'
import { limitExceeded } from '../codes.ts'
import { incorrectPassword } from '../cognito-error.ts'
import { signedInUser } from '../lookup.ts'
import { withPassword } from '../new-user.ts'
import { operation } from '../operation.ts'
import { checkPassword } from '../password-policy.ts'
import { failSignIn } from '../sign-in-lock.ts'
import { passwordMatches } from '../srp.ts'

const input = z.object({
  AccessToken: z.string(),
  PreviousPassword: z.string(),
  ProposedPassword: z.string(),
})

export const changePassword = operation('public', input, async (asked, cognito) => {
  const { user, pool } = signedInUser(asked.AccessToken, cognito)
  if (cognito.now() < user.lock.until) throw limitExceeded()
  const who = { poolId: pool.id, username: user.sub }
  if (!passwordMatches(who, asked.PreviousPassword, user.password)) {
    return failSignIn(user, cognito, incorrectPassword())
  }
  checkPassword(asked.ProposedPassword, pool.passwordPolicy)
  await cognito.store.saveUser(withPassword(user, asked.ProposedPassword, cognito.now()))
  return {}
})
