import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  AdminCreateUserCommand,
  AssociateSoftwareTokenCommand,
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  GetUserCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  SignUpCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { STEP_MS, totpCode } from '../cognito/totp.ts'
import { aloneAccount, cognitoAlone } from '../testing/cognito-alone.ts'

/**
 * What time does. On loopback only, in the real AWS as well: nobody can move its clock, and some of this takes
 * a week. Only unsigned operations are called at another hour, since signatures are checked by the same clock.
 */

const GOOD_PASSWORD = 'Museum-guide-42'
const MINUTE = 60_000
const HOUR = 60 * MINUTE

let folder: string
let server: Awaited<ReturnType<typeof cognitoAlone>>
let sdk: CognitoIdentityProviderClient
let place: { poolId: string; clientId: string }
let ahead = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docent-contract-'))
  server = await cognitoAlone({ folder, now: () => new Date(Date.now() + ahead) })
  sdk = new CognitoIdentityProviderClient({
    region: aloneAccount.region,
    endpoint: server.endpoint,
    credentials: aloneAccount,
  })
  place = await makePool({ PoolName: 'clock', MfaConfiguration: 'OPTIONAL' })
})
beforeEach(() => {
  ahead = 0
})
afterAll(async () => {
  sdk.destroy()
  await server.close()
  await rm(folder, { recursive: true })
})

describe('after its time', () => {
  test('an access token is refused, and its refresh token still works', async () => {
    const { AccessToken, RefreshToken } = await member('token')
    ahead = HOUR - MINUTE
    expect((await sdk.send(new GetUserCommand({ AccessToken }))).Username).toBeTruthy()
    ahead = HOUR + MINUTE
    await expect(sdk.send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Access Token has expired',
    })
    expect((await refresh(RefreshToken!)).AuthenticationResult?.AccessToken).toBeTruthy()
  })

  test('a refresh token is refused', async () => {
    const { RefreshToken } = await member('refresh')
    ahead = 31 * 24 * HOUR
    await expect(refresh(RefreshToken!)).rejects.toMatchObject({ message: 'Refresh Token has expired' })
  })

  test('a code is refused', async () => {
    const Username = await signUp('late')
    const ConfirmationCode = await codeFor(Username)
    ahead = 25 * HOUR
    await expect(
      sdk.send(new ConfirmSignUpCommand({ ClientId: place.clientId, Username, ConfirmationCode })),
    ).rejects.toMatchObject({ name: 'ExpiredCodeException' })
  })

  test('a temporary password is refused', async () => {
    const Username = 'temporary@example.com'
    await sdk.send(new AdminCreateUserCommand({ UserPoolId: place.poolId, Username }))
    const password = await codeFor(Username)
    expect((await signIn(Username, password)).ChallengeName).toBe('NEW_PASSWORD_REQUIRED')
    ahead = 8 * 24 * HOUR
    await expect(signIn(Username, password)).rejects.toMatchObject({
      message: 'Temporary password has expired and must be reset by an administrator.',
    })
  })

  test('a lock is open again', async () => {
    const { email } = await member('locked')
    for (let tries = 0; tries < 5; tries++) {
      await expect(signIn(email, 'Wrong-one-1')).rejects.toMatchObject({
        message: 'Incorrect username or password.',
      })
    }
    await expect(signIn(email)).rejects.toMatchObject({ message: 'Password attempts exceeded' })
    ahead = 5000
    expect((await signIn(email)).AuthenticationResult).toBeTruthy()
  })
})

describe('an authenticator app', () => {
  test('is asked for once it is set up, takes each code once and no wrong one', async () => {
    const { email, AccessToken } = await member('app')
    const { SecretCode } = await sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }))
    await expect(
      sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: 'abcdef' })),
    ).rejects.toMatchObject({ name: 'EnableSoftwareTokenMFAException' })
    const UserCode = codeNow(SecretCode!)
    const verified = await sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }))
    expect(verified.Status).toBe('SUCCESS')
    const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true }
    await sdk.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }))

    const { ChallengeName, Session } = await signIn(email)
    expect(ChallengeName).toBe('SOFTWARE_TOKEN_MFA')
    const answer = (SOFTWARE_TOKEN_MFA_CODE: string) =>
      sdk.send(
        new RespondToAuthChallengeCommand({
          ClientId: place.clientId,
          ChallengeName: 'SOFTWARE_TOKEN_MFA',
          Session,
          ChallengeResponses: { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE },
        }),
      )
    await expect(answer('abcdef')).rejects.toMatchObject({ name: 'CodeMismatchException' })
    await expect(answer(UserCode)).rejects.toMatchObject({
      message: 'Your software token has already been used once.',
    })
    ahead = STEP_MS
    expect((await answer(codeNow(SecretCode!))).AuthenticationResult).toBeTruthy()
    ahead = 4 * MINUTE
    await expect(answer(codeNow(SecretCode!))).rejects.toMatchObject({
      message: 'Invalid session for the user, session is expired.',
    })
  })
})

async function makePool(settings: CreateUserPoolCommandInput) {
  const { UserPool } = await sdk.send(
    new CreateUserPoolCommand({
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      ...settings,
    }),
  )
  const { UserPoolClient } = await sdk.send(
    new CreateUserPoolClientCommand({
      UserPoolId: UserPool!.Id,
      ClientName: 'clock',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  )
  return { poolId: UserPool!.Id!, clientId: UserPoolClient!.ClientId! }
}

async function signUp(name: string): Promise<string> {
  const Username = `${name}@example.com`
  await sdk.send(new SignUpCommand({ ClientId: place.clientId, Username, Password: GOOD_PASSWORD }))
  return Username
}

async function member(name: string) {
  const email = await signUp(name)
  const ConfirmationCode = await codeFor(email)
  await sdk.send(new ConfirmSignUpCommand({ ClientId: place.clientId, Username: email, ConfirmationCode }))
  return { email, ...(await signIn(email)).AuthenticationResult }
}

function signIn(USERNAME: string, PASSWORD = GOOD_PASSWORD) {
  const AuthParameters = { USERNAME, PASSWORD }
  const AuthFlow = 'USER_PASSWORD_AUTH'
  return sdk.send(new InitiateAuthCommand({ ClientId: place.clientId, AuthFlow, AuthParameters }))
}

function refresh(REFRESH_TOKEN: string) {
  const AuthParameters = { REFRESH_TOKEN }
  const AuthFlow = 'REFRESH_TOKEN_AUTH'
  return sdk.send(new InitiateAuthCommand({ ClientId: place.clientId, AuthFlow, AuthParameters }))
}

async function codeFor(email: string): Promise<string> {
  const answer = await fetch(`${server.endpoint}/_mailbox.json?to=${encodeURIComponent(email)}`)
  return (await answer.json())[0].code
}

function codeNow(secret: string): string {
  return totpCode(secret, Math.floor((Date.now() + ahead) / STEP_MS))
}
