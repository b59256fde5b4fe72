import { fetchAuthSession, updatePassword } from 'aws-amplify/auth'

/**
 * Throws what Cognito says of a password that is not the account's. The pool has no other question for
 * somebody who is signed in: the password is changed into itself, which ends no sign-in.
 */
export async function checkPassword(password: string): Promise<void> {
  await updatePassword({ oldPassword: password, newPassword: password })
}

/** Who came with Google has none here. */
export async function hasPassword(): Promise<boolean> {
  const { tokens } = await fetchAuthSession()
  return tokens?.idToken?.payload.identities === undefined
}
