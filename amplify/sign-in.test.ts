import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { provision } from '../lib/laptop/provision.ts'
import { openAwsTarget } from '../lib/local-aws/testing/aws-target.ts'
import { oneOf, PLACE_NAMES, PUBLIC_URL, resourcesOf } from './testing/places.ts'

describe.each(PLACE_NAMES)('signing in to %s', place => {
  const pool = oneOf(place, 'AWS::Cognito::UserPool').Properties
  const client = oneOf(place, 'AWS::Cognito::UserPoolClient').Properties
  let target: Awaited<ReturnType<typeof openAwsTarget>>
  let cognito: CognitoIdentityProviderClient
  let local: Awaited<ReturnType<typeof provision>>

  beforeAll(async () => {
    target = await openAwsTarget({})
    const aws = { endpoint: target.endpoint!, region: target.region, credentials: target.credentials! }
    local = await provision(aws, 'http://127.0.0.1:3999')
    cognito = new CognitoIdentityProviderClient(aws)
  })
  afterAll(async () => {
    cognito.destroy()
    await target.close()
  })

  it('asks for a password by the rules of the pool on a laptop', async () => {
    const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: local.userPoolId }))
    const { TemporaryPasswordValidityDays: _, ...policy } = pool.Policies.PasswordPolicy
    expect(UserPool?.Policies?.PasswordPolicy).toMatchObject(policy)
    expect(policy).toEqual({
      MinimumLength: 8,
      RequireUppercase: true,
      RequireLowercase: true,
      RequireNumbers: true,
      RequireSymbols: false,
    })
  })

  it('offers the ways in of the client on a laptop: never the password itself', async () => {
    const { UserPoolClient } = await cognito.send(
      new DescribeUserPoolClientCommand({ UserPoolId: local.userPoolId, ClientId: local.userPoolClientId }),
    )
    expect(client.ExplicitAuthFlows).toEqual(UserPoolClient?.ExplicitAuthFlows)
    expect(client.ExplicitAuthFlows).toEqual(['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'])
  })

  it('is by e-mail, whatever its case, checked before it counts', () => {
    expect(pool.UsernameAttributes).toEqual(['email'])
    expect(pool.UsernameConfiguration).toEqual({ CaseSensitive: false })
    expect(pool.AutoVerifiedAttributes).toEqual(['email'])
    expect(pool.AccountRecoverySetting.RecoveryMechanisms).toEqual([{ Name: 'verified_email', Priority: 1 }])
  })

  it('keeps the old address until the code sent to a new one has come back, as on a laptop', async () => {
    const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: local.userPoolId }))
    expect(pool.UserAttributeUpdateSettings).toEqual(UserPool?.UserAttributeUpdateSettings)
    expect(pool.UserAttributeUpdateSettings).toEqual({ AttributesRequireVerificationBeforeUpdate: ['email'] })
  })

  it('is open to everybody who signs up, with an authenticator app for who wants one', () => {
    expect(pool.AdminCreateUserConfig.AllowAdminCreateUserOnly).toBe(false)
    expect(pool.MfaConfiguration).toBe('OPTIONAL')
    expect(pool.EnabledMfas).toEqual(['SOFTWARE_TOKEN_MFA'])
  })

  it('does not tell who has an account, and ends when it is ended', () => {
    expect(client.PreventUserExistenceErrors).toBe('ENABLED')
    expect(client.EnableTokenRevocation).toBe(true)
    expect(client.GenerateSecret ?? false).toBe(false)
  })

  it('knows no guests', () => {
    const identityPool = oneOf(place, 'AWS::Cognito::IdentityPool').Properties
    expect(identityPool.AllowUnauthenticatedIdentities).toBe(false)
    expect(identityPool.AllowClassicFlow ?? false).toBe(false)
  })
})

describe('Google', () => {
  it.each(['sandbox', 'branch'] as const)('is not there unless asked for: %s', place => {
    expect(resourcesOf(place, 'AWS::Cognito::UserPoolIdentityProvider')).toEqual([])
    expect(resourcesOf(place, 'AWS::Cognito::UserPoolDomain')).toEqual([])
    const { Properties } = oneOf(place, 'AWS::Cognito::UserPoolClient')
    expect(Properties.SupportedIdentityProviders).toEqual(['COGNITO'])
    expect(Properties.AllowedOAuthFlowsUserPoolClient).toBe(false)
    expect(Properties.CallbackURLs).toBeUndefined()
  })

  it('comes back to our own address only, by code, its secret never in the template', () => {
    const provider = oneOf('everything', 'AWS::Cognito::UserPoolIdentityProvider').Properties
    expect(provider.ProviderType).toBe('Google')
    expect(provider.ProviderDetails.client_secret).toEqual({ 'Fn::GetAtt': expect.any(Array) })
    const { Properties } = oneOf('everything', 'AWS::Cognito::UserPoolClient')
    expect(Properties.CallbackURLs).toEqual([`${PUBLIC_URL}/sign-in`])
    expect(Properties.LogoutURLs).toEqual([`${PUBLIC_URL}/`])
    expect(Properties.AllowedOAuthFlows).toEqual(['code'])
  })
})
