import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
  ListUsersCommand,
  RespondToAuthChallengeCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AwsTarget, openAwsTarget } from '../testing/aws-target.ts'
import { GOOD_PASSWORD, openTestPool, type TestPool } from '../testing/cognito-pool.ts'

let target: AwsTarget
let pool: TestPool

beforeAll(async () => {
  target = await openAwsTarget()
  pool = await openTestPool(target)
})
afterAll(async () => {
  await pool?.close()
  await target?.close()
})

describe('user pools', () => {
  test('are described and listed with their clients', async () => {
    const { UserPool } = await pool.sdk.send(new DescribeUserPoolCommand({ UserPoolId: pool.poolId }))
    expect(UserPool).toMatchObject({
      Id: expect.stringMatching(/^[a-z]+-[a-z]+-\d_[0-9A-Za-z]+$/),
      UsernameAttributes: ['email'],
      Policies: { PasswordPolicy: { MinimumLength: 8, RequireSymbols: true } },
    })
    expect(UserPool!.CreationDate!.getFullYear()).toBeGreaterThan(2025)
    const { UserPools } = await pool.sdk.send(new ListUserPoolsCommand({ MaxResults: 60 }))
    expect(UserPools!.map(({ Id }) => Id)).toContain(pool.poolId)
    const first = await pool.sdk.send(
      new ListUserPoolClientsCommand({ UserPoolId: pool.poolId, MaxResults: 1 }),
    )
    const second = await pool.sdk.send(
      new ListUserPoolClientsCommand({ UserPoolId: pool.poolId, MaxResults: 1, NextToken: first.NextToken }),
    )
    const ids = [...first.UserPoolClients!, ...second.UserPoolClients!].map(({ ClientId }) => ClientId)
    expect(ids.toSorted()).toEqual([pool.clientId, pool.plainClientId].toSorted())
    const { UserPoolClient } = await pool.sdk.send(
      new DescribeUserPoolClientCommand({ UserPoolId: pool.poolId, ClientId: pool.clientId }),
    )
    expect(UserPoolClient).toMatchObject({
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
    })
  })

  test('keep what an update names, and go back to the defaults where it names nothing', async () => {
    const UserPoolId = pool.poolId
    const settings = async () => {
      const { UserPool } = await pool.sdk.send(new DescribeUserPoolCommand({ UserPoolId }))
      return {
        before: UserPool!.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [],
        length: UserPool!.Policies!.PasswordPolicy!.MinimumLength,
        name: UserPool!.Name,
      }
    }
    const made = await settings()
    expect(made).toMatchObject({ before: ['email'], length: 8 })
    const AutoVerifiedAttributes: ['email'] = ['email']
    const Policies = { PasswordPolicy: { MinimumLength: 10 } }
    await pool.sdk.send(new UpdateUserPoolCommand({ UserPoolId, AutoVerifiedAttributes, Policies }))
    expect(await settings()).toEqual({ ...made, before: [], length: 10 })
    const UserAttributeUpdateSettings = { AttributesRequireVerificationBeforeUpdate: AutoVerifiedAttributes }
    const again = { UserPoolId, AutoVerifiedAttributes, UserAttributeUpdateSettings }
    await pool.sdk.send(new UpdateUserPoolCommand(again))
    expect(await settings()).toEqual(made)
    const gone = { UserPoolId: `${UserPoolId.split('_')[0]}_nothing` }
    await expect(pool.sdk.send(new UpdateUserPoolCommand(gone))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })

  test('that do not exist are refused by name', async () => {
    const wanted = new DescribeUserPoolCommand({ UserPoolId: `${target.region}_nowhere00` })
    await expect(pool.sdk.send(wanted)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })
})

describe('the account’s own operations', () => {
  test('are refused unsigned', async () => {
    const answer = await callUnsigned('ListUserPools', { MaxResults: 1 })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' })
  })

  test('are refused with a forged signature', async () => {
    const { region, endpoint, account } = target
    const accessKeyId = target.credentials?.accessKeyId ?? account.accessKeyId
    const forger = new CognitoIdentityProviderClient({
      region,
      endpoint,
      credentials: { accessKeyId, secretAccessKey: 'not the secret key' },
    })
    await expect(forger.send(new ListUserPoolsCommand({ MaxResults: 1 }))).rejects.toMatchObject({
      name: target.local ? 'InvalidSignatureException' : expect.stringMatching(/Exception$/),
    })
  })

  test('that do not exist are refused by name', async () => {
    const answer = await callUnsigned('GuessThePassword', {})
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ __type: 'UnknownOperationException' })
  })

  test('find people by address and by sub', async () => {
    await pool.person('another')
    const { email, sub } = await pool.person('findable')
    for (const Filter of [`email = "${email}"`, `sub = "${sub}"`, 'email ^= "findab"']) {
      const { Users } = await pool.sdk.send(new ListUsersCommand({ UserPoolId: pool.poolId, Filter }))
      expect(Users!.map(({ Username }) => Username)).toEqual([sub])
    }
    await pool.sdk.send(new AdminDeleteUserCommand({ UserPoolId: pool.poolId, Username: email }))
    const gone = new AdminGetUserCommand({ UserPoolId: pool.poolId, Username: email })
    await expect(pool.sdk.send(gone)).rejects.toMatchObject({ name: 'UserNotFoundException' })
  })

  test('keep the password policy', async () => {
    const { email } = await pool.person('weak')
    const refusalOf = async (Password: string) => {
      const set = { UserPoolId: pool.poolId, Username: email, Password, Permanent: true }
      return pool.sdk.send(new AdminSetUserPasswordCommand(set)).catch((error: Error) => error)
    }
    const says = (rule: string) => ({
      name: 'InvalidPasswordException',
      message: `Password did not conform with policy: ${rule}`,
    })
    expect(await refusalOf('Aa1!')).toMatchObject(says('Password not long enough'))
    expect(await refusalOf('museum-guide-42')).toMatchObject(says('Password must have uppercase characters'))
    expect(await refusalOf('MUSEUM-GUIDE-42')).toMatchObject(says('Password must have lowercase characters'))
    expect(await refusalOf('Museum-guide-xx')).toMatchObject(says('Password must have numeric characters'))
    expect(await refusalOf('Museumguide42')).toMatchObject(says('Password must have symbol characters'))
  })
})

describe('signing in with a password', () => {
  test('gives tokens that the standard verifier accepts, with Cognito’s claims', async () => {
    const { email, sub } = await pool.person('claims')
    const tokens = await pool.signIn(email)
    expect(tokens).toMatchObject({ TokenType: 'Bearer', ExpiresIn: 3600 })
    const id = await pool.verifier.verify(tokens.IdToken!, { tokenUse: 'id' })
    expect(id).toMatchObject({
      sub,
      email,
      email_verified: true,
      'cognito:username': sub,
      aud: pool.clientId,
      iss: `https://cognito-idp.${target.region}.amazonaws.com/${pool.poolId}`,
    })
    const access = await pool.verifier.verify(tokens.AccessToken!, { tokenUse: 'access' })
    expect(access).toMatchObject({
      sub,
      username: sub,
      client_id: pool.clientId,
      scope: 'aws.cognito.signin.user.admin',
      origin_jti: id.origin_jti,
      auth_time: id.auth_time,
    })
    expect(access.exp - access.iat).toBe(3600)
  })

  test('takes the address in any case', async () => {
    const { email, sub } = await pool.person('case')
    const { AccessToken } = await pool.signIn(email.toUpperCase())
    expect((await pool.sdk.send(new GetUserCommand({ AccessToken }))).Username).toBe(sub)
  })

  test('says the same for a wrong password and for nobody', async () => {
    const { email } = await pool.person('wrong')
    const refusal = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' }
    await expect(pool.signIn(email, 'Not-the-password-1')).rejects.toMatchObject(refusal)
    await expect(pool.signIn('nobody@example.com')).rejects.toMatchObject(refusal)
  })

  test('tells nobody apart only where the client allows it', async () => {
    const start = (ClientId: string) =>
      pool.sdk.send(
        new InitiateAuthCommand({
          ClientId,
          AuthFlow: 'USER_SRP_AUTH',
          AuthParameters: { USERNAME: 'nobody@example.com', SRP_A: 'abcdef0123456789' },
        }),
      )
    await expect(start(pool.plainClientId)).rejects.toMatchObject({ name: 'UserNotFoundException' })
    const [once, again] = [await start(pool.clientId), await start(pool.clientId)]
    expect(once.ChallengeName).toBe('PASSWORD_VERIFIER')
    expect(again.ChallengeParameters!.SALT).toBe(once.ChallengeParameters!.SALT)
    expect(again.ChallengeParameters!.USER_ID_FOR_SRP).toBe(once.ChallengeParameters!.USER_ID_FOR_SRP)
  })

  test('is refused where the client does not allow the flow', async () => {
    const { email } = await pool.person('flow')
    await expect(pool.signIn(email, GOOD_PASSWORD, pool.plainClientId)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'USER_PASSWORD_AUTH flow not enabled for this client',
    })
  })

  test('locks after repeated failures, for the right password too', async () => {
    const { email } = await pool.person('guessed')
    for (let tries = 0; tries < 7; tries++)
      await pool.signIn(email, 'Not-the-password-1').catch(() => 'refused')
    await expect(pool.signIn(email)).rejects.toMatchObject({ message: 'Password attempts exceeded' })
  })

  test('asks an invited person for a password of their own first', async () => {
    const Username = 'invited@example.com'
    await pool.sdk.send(
      new AdminCreateUserCommand({
        UserPoolId: pool.poolId,
        Username,
        TemporaryPassword: 'Temporary-1',
        MessageAction: 'SUPPRESS',
      }),
    )
    const asked = await pool.initiate(Username, 'Temporary-1')
    expect(asked.ChallengeName).toBe('NEW_PASSWORD_REQUIRED')
    const answer = (NEW_PASSWORD: string) =>
      pool.sdk.send(
        new RespondToAuthChallengeCommand({
          ClientId: pool.clientId,
          ChallengeName: 'NEW_PASSWORD_REQUIRED',
          Session: asked.Session,
          ChallengeResponses: { USERNAME: Username, NEW_PASSWORD },
        }),
      )
    await expect(answer('weak')).rejects.toMatchObject({ name: 'InvalidPasswordException' })
    expect((await answer(GOOD_PASSWORD)).AuthenticationResult?.IdToken).toBeTruthy()
    expect((await pool.signIn(Username)).AccessToken).toBeTruthy()
  })
})

/** A call that anybody could make, without the SDK's signature. */
function callUnsigned(operation: string, body: object): Promise<Response> {
  return fetch(target.endpoint ?? `https://cognito-idp.${target.region}.amazonaws.com/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(body),
  })
}
