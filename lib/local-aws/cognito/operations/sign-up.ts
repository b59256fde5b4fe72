import { z } from 'zod'
import { readAttributes, readUsername } from '../attributes.ts'
import { delivery, sendCode } from '../codes.ts'
import { CognitoError, invalidParameter, notAuthorized } from '../cognito-error.ts'
import { clientOf } from '../lookup.ts'
import { newUser } from '../new-user.ts'
import { attributeList, operation } from '../operation.ts'
import { checkPassword } from '../password-policy.ts'
import { askPreSignUp } from '../pre-sign-up.ts'
import { emailKey } from '../store.ts'

const input = z.object({
  ClientId: z.string(),
  Username: z.string(),
  Password: z.string(),
  UserAttributes: attributeList.default([]),
})

export const signUp = operation('public', input, async (asked, cognito) => {
  const { pool, client } = clientOf(asked.ClientId, cognito)
  if (pool.adminCreatesUsers) throw notAuthorized('SignUp is not permitted for this user pool')
  const email = readUsername(asked.Username)
  const said = readAttributes(asked.UserAttributes, pool)
  if (said.email !== undefined && emailKey(said.email) !== emailKey(email)) {
    throw invalidParameter('Username and the email attribute must be the same address.')
  }
  checkPassword(asked.Password, pool.passwordPolicy)
  if (cognito.store.user(pool.id, email) !== undefined) {
    throw new CognitoError('UsernameExistsException', 'User already exists')
  }
  const about = { email, emailVerified: false, attributes: said.attributes, status: 'UNCONFIRMED' as const }
  const user = newUser(pool, { ...about, password: asked.Password }, cognito.now())
  await askPreSignUp({ pool, user, source: 'SignUp' }, client.id, cognito)
  const shared = { UserConfirmed: false, UserSub: user.sub }
  if (!pool.verifiesEmail) {
    await cognito.store.saveUser(user)
    return shared
  }
  await sendCode(user, 'sign-up', email, cognito)
  return { ...shared, CodeDeliveryDetails: delivery(email) }
})
