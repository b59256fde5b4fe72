import { z } from 'zod'
import { readAdminAttributes, readUsername } from '../attributes.ts'
import { CognitoError, invalidParameter, noSuchUser } from '../cognito-error.ts'
import { poolOf } from '../lookup.ts'
import { newUser, withPassword } from '../new-user.ts'
import { attributeList, type Cognito, operation } from '../operation.ts'
import { checkPassword, temporaryPassword } from '../password-policy.ts'
import { askPreSignUp } from '../pre-sign-up.ts'
import type { Pool, User } from '../records.ts'
import { emailKey } from '../store.ts'
import { viewUser } from '../views.ts'

const input = z.object({
  UserPoolId: z.string(),
  Username: z.string(),
  TemporaryPassword: z.string().optional(),
  UserAttributes: attributeList.default([]),
  MessageAction: z.enum(['RESEND', 'SUPPRESS']).optional(),
})

export const adminCreateUser = operation('signed', input, async (asked, cognito) => {
  const pool = poolOf(asked.UserPoolId, cognito)
  const password = asked.TemporaryPassword ?? temporaryPassword(pool.passwordPolicy)
  checkPassword(password, pool.passwordPolicy)
  const user =
    asked.MessageAction === 'RESEND'
      ? invitedAgain(pool, asked, password, cognito)
      : invited(pool, asked, password, cognito)
  if (asked.MessageAction !== 'RESEND')
    await askPreSignUp({ pool, user, source: 'AdminCreateUser' }, 'CLIENT_ID_NOT_APPLICABLE', cognito)
  await cognito.store.saveUser(user)
  if (asked.MessageAction !== 'SUPPRESS') {
    const at = new Date(cognito.now()).toISOString()
    await cognito.mailbox.deliver({
      to: user.email,
      subject: 'Your temporary password',
      code: password,
      kind: 'invitation',
      at,
    })
  }
  return { User: viewUser(user) }
})

type Asked = z.output<typeof input>

function invited(pool: Pool, asked: Asked, password: string, cognito: Cognito): User {
  const email = readUsername(asked.Username)
  const said = readAdminAttributes(asked.UserAttributes, pool)
  if (said.email !== undefined && emailKey(said.email) !== emailKey(email)) {
    throw invalidParameter('Username and the email attribute must be the same address.')
  }
  if (cognito.store.user(pool.id, email) !== undefined) {
    throw new CognitoError('UsernameExistsException', 'User account already exists')
  }
  const about = { ...said, email, status: 'FORCE_CHANGE_PASSWORD' as const, password }
  return withDeadline(newUser(pool, about, cognito.now()), pool, cognito)
}

function invitedAgain(pool: Pool, asked: Asked, password: string, cognito: Cognito): User {
  const user = cognito.store.user(pool.id, asked.Username)
  if (user === undefined) throw noSuchUser()
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    throw new CognitoError(
      'UnsupportedUserStateException',
      `Resend not possible. ${user.sub} status is not FORCE_CHANGE_PASSWORD`,
    )
  }
  return withDeadline(withPassword(user, password, cognito.now()), pool, cognito)
}

function withDeadline(user: User, pool: Pool, cognito: Cognito): User {
  const temporaryUntil = cognito.now() + pool.passwordPolicy.TemporaryPasswordValidityDays * 86_400_000
  return { ...user, password: { ...user.password, temporaryUntil } }
}
