import { AdminCreateUserCommand } from '@aws-sdk/client-cognito-identity-provider'
import { Amplify } from 'aws-amplify'
import * as auth from 'aws-amplify/auth'
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito'
import { ConsoleLogger } from 'aws-amplify/utils'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type AwsTarget, openAwsTarget } from '../testing/aws-target.ts'
import { GOOD_PASSWORD, openTestPool, type TestPool } from '../testing/cognito-pool.ts'
import { contractSettings } from '../testing/contract-settings.ts'

/** Amplify's own client, as it runs in our pages: SRP, tokens kept in memory. */

let target: AwsTarget
let pool: TestPool

beforeAll(async () => {
  // It warns that the endpoint isn't AWS's own, which is the point here.
  ConsoleLogger.LOG_LEVEL = 'ERROR'
  target = await openAwsTarget()
  pool = await openTestPool(target)
  const { poolId: userPoolId, clientId: userPoolClientId } = pool
  const userPoolEndpoint = target.endpoint && `${target.endpoint}/`
  Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint } } })
})
beforeEach(() => cognitoUserPoolsTokenProvider.setKeyValueStorage(memory()))
afterEach(() => vi.restoreAllMocks())
afterAll(async () => {
  await pool?.close()
  await target?.close()
})

describe('signing in by SRP', () => {
  test('gives a session that the standard verifier accepts', async () => {
    const { email, sub, password } = await pool.person('srp')
    const result = await auth.signIn({ username: email.toUpperCase(), password })
    expect(result).toEqual({ isSignedIn: true, nextStep: { signInStep: 'DONE' } })
    const { tokens } = await auth.fetchAuthSession()
    const access = await pool.verifier.verify(tokens!.accessToken.toString(), { tokenUse: 'access' })
    expect(access.sub).toBe(sub)
    expect(await auth.fetchUserAttributes()).toMatchObject({ sub, email, email_verified: 'true' })
    const renewed = await auth.fetchAuthSession({ forceRefresh: true })
    expect(renewed.tokens!.accessToken.toString()).not.toBe(tokens!.accessToken.toString())
  })

  test('fails with a wrong password, and for nobody, in the words the Authenticator translates', async () => {
    const { email } = await pool.person('srp-wrong')
    const refusal = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' }
    const wrong = { username: email, password: 'Not-the-password-1' }
    await expect(auth.signIn(wrong)).rejects.toMatchObject(refusal)
    await expect(auth.signIn({ ...wrong, username: 'nobody@example.com' })).rejects.toMatchObject(refusal)
  })

  test('fails when the proof is altered on its way, however little', async () => {
    const { email, password } = await pool.person('srp-altered')
    onTheWay(body => {
      const { ChallengeResponses: given } = body
      if (!given?.PASSWORD_CLAIM_SIGNATURE) return
      const proof = Buffer.from(given.PASSWORD_CLAIM_SIGNATURE, 'base64')
      proof[0]! ^= 1
      given.PASSWORD_CLAIM_SIGNATURE = proof.toString('base64')
    })
    await expect(auth.signIn({ username: email, password })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    })
  })

  test('fails when the secret block is another one', async () => {
    const { email, password } = await pool.person('srp-block')
    onTheWay(({ ChallengeResponses: given }) => {
      if (given?.PASSWORD_CLAIM_SECRET_BLOCK) given.PASSWORD_CLAIM_SECRET_BLOCK = 'A'.repeat(400)
    })
    await expect(auth.signIn({ username: email, password })).rejects.toMatchObject({
      name: expect.stringMatching(/Exception$/),
    })
  })

  test('fails for a proof that is sent a second time', async () => {
    const { email, password } = await pool.person('srp-replay')
    let proof: string | undefined
    onTheWay(body => {
      if (body.ChallengeResponses?.PASSWORD_CLAIM_SIGNATURE) proof = JSON.stringify(body)
    })
    await auth.signIn({ username: email, password })
    vi.restoreAllMocks()
    const again = await fetch(target.endpoint ?? `https://cognito-idp.${target.region}.amazonaws.com/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSCognitoIdentityProviderService.RespondToAuthChallenge',
      },
      body: proof,
    })
    expect(await again.json()).toMatchObject({ __type: 'NotAuthorizedException' })
  })

  test('asks an invited person for a password of their own', async () => {
    const username = 'amplify-invited@example.com'
    const TemporaryPassword = 'Temporary-1'
    const invite = { UserPoolId: pool.poolId, Username: username, TemporaryPassword }
    await pool.sdk.send(new AdminCreateUserCommand({ ...invite, MessageAction: 'SUPPRESS' }))
    const { nextStep } = await auth.signIn({ username, password: TemporaryPassword })
    expect(nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED')
    expect((await auth.confirmSignIn({ challengeResponse: GOOD_PASSWORD })).isSignedIn).toBe(true)
  })
})

describe('a signed-in person', () => {
  test('changes the password, and the old one is gone', async () => {
    const { email, password } = await pool.person('changes')
    await auth.signIn({ username: email, password })
    const newPassword = 'Another-guide-43'
    await expect(auth.updatePassword({ oldPassword: 'Wrong-one-1', newPassword })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    })
    await expect(auth.updatePassword({ oldPassword: password, newPassword: 'weak' })).rejects.toMatchObject({
      name: 'InvalidPasswordException',
    })
    await auth.updatePassword({ oldPassword: password, newPassword })
    await auth.signOut()
    await expect(auth.signIn({ username: email, password })).rejects.toThrow(
      'Incorrect username or password.',
    )
    expect((await auth.signIn({ username: email, password: newPassword })).isSignedIn).toBe(true)
  })

  test('signs out here, and the tokens left behind are worth nothing', async () => {
    const { email, password } = await pool.person('leaves')
    await auth.signIn({ username: email, password })
    const { tokens } = await auth.fetchAuthSession()
    await auth.signOut()
    await expect(auth.getCurrentUser()).rejects.toThrow()
    await expect(pool.getUser(tokens!.accessToken.toString())).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    })
  })

  test('signs out everywhere', async () => {
    const { email, password } = await pool.person('leaves-all')
    const elsewhere = await pool.signIn(email)
    await auth.signIn({ username: email, password })
    await auth.signOut({ global: true })
    await expect(pool.refresh(elsewhere.RefreshToken!)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    })
  })

  test('deletes the account, and the address is nobody’s', async () => {
    const { email, password } = await pool.person('goes')
    await auth.signIn({ username: email, password })
    await auth.deleteUser()
    await expect(auth.signIn({ username: email, password })).rejects.toThrow(
      'Incorrect username or password.',
    )
    await pool.person('goes')
  })
})

// Codes cannot be read from the real service, which mails them: what needs one is examined on loopback only.
describe.runIf(!contractSettings.realAws)('with codes by e-mail', () => {
  test('a person signs up, confirms and signs in', async () => {
    const { username, password } = await signUp('new-person')
    await expect(auth.confirmSignUp({ username, confirmationCode: 'abcdef' })).rejects.toMatchObject({
      name: 'CodeMismatchException',
      message: 'Invalid verification code provided, please try again.',
    })
    const early = await auth.signIn({ username, password })
    expect(early.nextStep.signInStep).toBe('CONFIRM_SIGN_UP')
    const confirmationCode = await pool.codeFor(username)
    expect(confirmationCode).toMatch(/^\d{6}$/)
    const confirmed = await auth.confirmSignUp({ username, confirmationCode })
    expect(confirmed.isSignUpComplete).toBe(true)
    expect((await auth.signIn({ username, password })).isSignedIn).toBe(true)
    expect(await auth.fetchUserAttributes()).toMatchObject({ name: 'Ada', email_verified: 'true' })
  })

  test('an address signs up once, in whatever case', async () => {
    const { username, password } = await signUp('only-once')
    await expect(auth.signUp({ username: 'Only-ONCE@Example.com', password })).rejects.toMatchObject({
      name: 'UsernameExistsException',
    })
    await expect(auth.signUp({ username: 'not an address', password })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Username should be an email.',
    })
    await expect(auth.signUp({ username: `x${username}`, password: 'short' })).rejects.toMatchObject({
      name: 'InvalidPasswordException',
      message: 'Password did not conform with policy: Password not long enough',
    })
  })

  test('a code sent again replaces the first', async () => {
    const { username } = await signUp('resent')
    const first = await pool.codeFor(username)
    const sent = await auth.resendSignUpCode({ username })
    expect(sent).toMatchObject({ attributeName: 'email', deliveryMedium: 'EMAIL', destination: 'r***@e***' })
    const second = await pool.codeFor(username)
    if (first !== second) {
      await expect(auth.confirmSignUp({ username, confirmationCode: first })).rejects.toMatchObject({
        name: 'CodeMismatchException',
      })
    }
    await auth.confirmSignUp({ username, confirmationCode: second })
  })

  test('five wrong codes end the trying, for the right one too', async () => {
    const { username } = await signUp('guesser')
    const confirmationCode = await pool.codeFor(username)
    for (let tries = 0; tries < 5; tries++) {
      await expect(auth.confirmSignUp({ username, confirmationCode: 'abcdef' })).rejects.toMatchObject({
        name: 'CodeMismatchException',
      })
    }
    await expect(auth.confirmSignUp({ username, confirmationCode })).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Attempt limit exceeded, please try after some time.',
    })
  })

  test('a forgotten password is replaced', async () => {
    const { email, password } = await pool.person('forgets')
    const { nextStep } = await auth.resetPassword({ username: email })
    expect(nextStep).toMatchObject({ resetPasswordStep: 'CONFIRM_RESET_PASSWORD_WITH_CODE' })
    const reset = { username: email, newPassword: 'Another-guide-43' }
    await expect(auth.confirmResetPassword({ ...reset, confirmationCode: 'abcdef' })).rejects.toMatchObject({
      name: 'CodeMismatchException',
    })
    const confirmationCode = await pool.codeFor(email)
    await auth.confirmResetPassword({ ...reset, confirmationCode })
    await expect(auth.confirmResetPassword({ ...reset, confirmationCode })).rejects.toMatchObject({
      name: 'ExpiredCodeException',
      message: 'Invalid code provided, please request a code again.',
    })
    await expect(auth.signIn({ username: email, password })).rejects.toThrow(
      'Incorrect username or password.',
    )
    expect((await auth.signIn({ username: email, password: reset.newPassword })).isSignedIn).toBe(true)
  })

  test('nobody is told whether an address is known', async () => {
    const told = await auth.resetPassword({ username: 'stranger@example.com' })
    expect(told.nextStep.codeDeliveryDetails).toMatchObject({ destination: 's***@e***' })
    await expect(pool.codeFor('stranger@example.com')).rejects.toThrow('No e-mail has come')
  })

  test('a new address counts once its code has come back', async () => {
    const { email, password } = await pool.person('moves')
    await auth.signIn({ username: email, password })
    const changed = await auth.updateUserAttributes({ userAttributes: { email: 'moved@example.com' } })
    expect(changed.email!.nextStep.updateAttributeStep).toBe('CONFIRM_ATTRIBUTE_WITH_CODE')
    expect(await auth.fetchUserAttributes()).toMatchObject({ email, email_verified: 'true' })
    const confirmationCode = await pool.codeFor('moved@example.com')
    await auth.confirmUserAttribute({ userAttributeKey: 'email', confirmationCode })
    expect(await auth.fetchUserAttributes()).toMatchObject({ email: 'moved@example.com' })
    await auth.signOut()
    expect((await auth.signIn({ username: 'moved@example.com', password })).isSignedIn).toBe(true)
  })
})

async function signUp(name: string) {
  const username = `${name}@example.com`
  const password = GOOD_PASSWORD
  const options = { userAttributes: { email: username, name: 'Ada' } }
  const { nextStep } = await auth.signUp({ username, password, options })
  expect(nextStep).toMatchObject({ signUpStep: 'CONFIRM_SIGN_UP' })
  return { username, password }
}

/** Changes what Amplify sends, the way somebody on the line would. */
function onTheWay(change: (body: { ChallengeResponses?: Record<string, string> }) => void) {
  const send = globalThis.fetch
  vi.spyOn(globalThis, 'fetch').mockImplementation((url, init) => {
    const body = JSON.parse(String(init?.body))
    change(body)
    return send(url, { ...init, body: JSON.stringify(body) })
  })
}

function memory() {
  const kept = new Map<string, string>()
  return {
    setItem: async (key: string, value: string) => void kept.set(key, value),
    getItem: async (key: string) => kept.get(key) ?? null,
    removeItem: async (key: string) => void kept.delete(key),
    clear: async () => kept.clear(),
  }
}
