import { createSign, generateKeyPairSync } from 'node:crypto'
import {
  AdminAddUserToGroupCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminUserGlobalSignOutCommand,
  CreateGroupCommand,
  GetTokensFromRefreshTokenCommand,
  GlobalSignOutCommand,
  ListGroupsCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AwsTarget, openAwsTarget } from '../testing/aws-target.ts'
import { openTestPool, type TestPool } from '../testing/cognito-pool.ts'

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

describe('tokens', () => {
  test('that were altered or signed by someone else are refused', async () => {
    const { email } = await pool.person('forged')
    const { AccessToken, IdToken } = await pool.signIn(email)
    const [head, body, signature] = AccessToken!.split('.')
    const claims = JSON.parse(Buffer.from(body!, 'base64url').toString())
    const other = Buffer.from(JSON.stringify({ ...claims, sub: 'someone-else' })).toString('base64url')
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const forged = createSign('RSA-SHA256').update(`${head}.${body}`).sign(privateKey).toString('base64url')
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    const forgeries = [`${head}.${other}.${signature}`, `${head}.${body}.${forged}`, `${none}.${body}.`]
    for (const forgery of forgeries) {
      await expect(pool.getUser(forgery)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
      await expect(pool.verifier.verify(forgery, { tokenUse: 'access' })).rejects.toThrow()
    }
    await expect(pool.getUser(IdToken!)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
  })

  test('of another client are refused by the verifier', async () => {
    const { email } = await pool.person('other-client')
    const { AccessToken } = await pool.signIn(email)
    const verified = pool.verifier.verify(AccessToken!, { tokenUse: 'access', clientId: pool.plainClientId })
    await expect(verified).rejects.toThrow(/Client ID not allowed/)
  })

  test('are renewed by both calls, by their own client only', async () => {
    const { email, sub } = await pool.person('renewed')
    const { RefreshToken, AccessToken } = await pool.signIn(email)
    const first = await pool.verifier.verify(AccessToken!, { tokenUse: 'access' })
    for (const { AuthenticationResult } of [
      await pool.refresh(RefreshToken!),
      await pool.sdk.send(new GetTokensFromRefreshTokenCommand({ ClientId: pool.clientId, RefreshToken })),
    ]) {
      const access = await pool.verifier.verify(AuthenticationResult!.AccessToken!, { tokenUse: 'access' })
      expect(access).toMatchObject({ sub, origin_jti: first.origin_jti, auth_time: first.auth_time })
      expect(access.jti).not.toBe(first.jti)
      expect(AuthenticationResult!.RefreshToken).toBeUndefined()
    }
    const invalid = { name: 'NotAuthorizedException', message: 'Invalid Refresh Token' }
    await expect(pool.refresh(RefreshToken!, pool.plainClientId)).rejects.toMatchObject(invalid)
    await expect(pool.refresh(`${RefreshToken!.slice(0, -8)}AAAAAAAA`)).rejects.toMatchObject(invalid)
  })

  test('end with their sign-in when it is revoked, and no other does', async () => {
    const { email } = await pool.person('revoked')
    const [one, other] = [await pool.signIn(email), await pool.signIn(email)]
    await pool.sdk.send(new RevokeTokenCommand({ ClientId: pool.clientId, Token: one.RefreshToken }))
    await expect(pool.refresh(one.RefreshToken!)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Refresh Token has been revoked',
    })
    await expect(pool.getUser(one.AccessToken!)).rejects.toMatchObject({
      message: 'Access Token has been revoked',
    })
    expect((await pool.getUser(other.AccessToken!)).Username).toBeTruthy()
    await expect(
      pool.sdk.send(new RevokeTokenCommand({ ClientId: pool.clientId, Token: other.AccessToken })),
    ).rejects.toMatchObject({ name: 'UnsupportedTokenTypeException' })
  })

  test('all end when the person or an administrator signs them out everywhere', async () => {
    const { email } = await pool.person('everywhere')
    const [one, other] = [await pool.signIn(email), await pool.signIn(email)]
    await pool.sdk.send(new GlobalSignOutCommand({ AccessToken: one.AccessToken }))
    await expect(pool.getUser(other.AccessToken!)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    const third = await pool.signIn(email)
    await pool.sdk.send(new AdminUserGlobalSignOutCommand({ UserPoolId: pool.poolId, Username: email }))
    await expect(pool.refresh(third.RefreshToken!)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
  })

  test('name the groups of their person', async () => {
    const { email } = await pool.person('grouped')
    const place = { UserPoolId: pool.poolId, GroupName: 'editors' }
    await pool.sdk.send(new CreateGroupCommand({ ...place, Description: 'May write' }))
    await expect(pool.sdk.send(new CreateGroupCommand(place))).rejects.toMatchObject({
      name: 'GroupExistsException',
    })
    await pool.sdk.send(new AdminAddUserToGroupCommand({ ...place, Username: email }))
    const { Groups } = await pool.sdk.send(
      new AdminListGroupsForUserCommand({ UserPoolId: pool.poolId, Username: email }),
    )
    expect(Groups).toMatchObject([{ GroupName: 'editors', Description: 'May write' }])
    const listed = await pool.sdk.send(new ListGroupsCommand({ UserPoolId: pool.poolId }))
    expect(listed.Groups).toHaveLength(1)
    const groupsNow = async () => {
      const access = await pool.verifier.verify((await pool.signIn(email)).AccessToken!, {
        tokenUse: 'access',
      })
      return access['cognito:groups']
    }
    expect(await groupsNow()).toEqual(['editors'])
    await pool.sdk.send(new AdminRemoveUserFromGroupCommand({ ...place, Username: email }))
    expect(await groupsNow()).toBeUndefined()
  })
})
