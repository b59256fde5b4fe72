import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider'
import type { AwsPlace, Provisioned } from './provision.ts'

export interface OwnerAccount {
  email: string
  password: string
}

/** Makes a confirmed account. One that exists already stays as it is. */
export async function makeOwner(aws: AwsPlace, pool: Provisioned, owner: OwnerAccount): Promise<void> {
  const client = new CognitoIdentityProviderClient(aws)
  const user = { UserPoolId: pool.userPoolId, Username: owner.email }
  try {
    await client.send(
      new AdminCreateUserCommand({
        ...user,
        MessageAction: 'SUPPRESS',
        UserAttributes: [
          { Name: 'email', Value: owner.email },
          { Name: 'email_verified', Value: 'true' },
        ],
      }),
    )
    await client.send(new AdminSetUserPasswordCommand({ ...user, Password: owner.password, Permanent: true }))
  } catch (error) {
    if ((error as Error).name !== 'UsernameExistsException') throw error
  } finally {
    client.destroy()
  }
}

/**
 * An access token for an account, got the way the browser gets it: Amplify, with the password proved and
 * never sent. Answers null where the password is another one by now.
 */
export async function signInOwner(
  awsUrl: string,
  pool: Provisioned,
  owner: OwnerAccount,
): Promise<string | null> {
  // Half a second to load, and most starts need it only after the address is printed.
  const [{ Amplify }, auth, { cognitoUserPoolsTokenProvider }, { ConsoleLogger }] = await Promise.all([
    import('aws-amplify'),
    import('aws-amplify/auth'),
    import('aws-amplify/auth/cognito'),
    import('aws-amplify/utils'),
  ])
  // It warns of any endpoint but AWS's own.
  ConsoleLogger.LOG_LEVEL = 'ERROR'
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: pool.userPoolId,
        userPoolClientId: pool.userPoolClientId,
        userPoolEndpoint: awsUrl,
      },
    },
  })
  // Each sign-in is a session of its own, kept nowhere.
  cognitoUserPoolsTokenProvider.setKeyValueStorage(memory())
  try {
    await auth.signIn({ username: owner.email, password: owner.password })
  } catch (error) {
    if ((error as Error).name === 'NotAuthorizedException') return null
    throw error
  }
  const { tokens } = await auth.fetchAuthSession()
  if (!tokens) throw new Error(`Cognito let ${owner.email} in but gave no tokens.`)
  return tokens.accessToken.toString()
}

function memory() {
  const items = new Map<string, string>()
  return {
    async setItem(key: string, value: string) {
      items.set(key, value)
    },
    async getItem(key: string) {
      return items.get(key) ?? null
    },
    async removeItem(key: string) {
      items.delete(key)
    },
    async clear() {
      items.clear()
    },
  }
}
