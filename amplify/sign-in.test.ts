import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { provision } from '../lib/laptop/provision.ts'
import { openAwsTarget } from '../lib/local-aws/testing/aws-target.ts'
import { oneOf, PLACE_NAMES, type Place, PUBLIC_URL, readable, resourcesOf } from './testing/places.ts'

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

  it('has an authenticator app for who wants one', () => {
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

describe('making an account', () => {
  const poolOf = (place: Place) => oneOf(place, 'AWS::Cognito::UserPool').Properties
  const gateOf = (place: Place) => oneOf(place, 'AWS::Lambda::Function', 'PreSignUp').Properties

  it('is open to everybody where nothing is said', () => {
    expect(poolOf('branch').AdminCreateUserConfig.AllowAdminCreateUserOnly).toBe(false)
    expect(poolOf('branch').LambdaConfig).toBeUndefined()
    const functions = resourcesOf('branch', 'AWS::Lambda::Function')
    expect(functions.filter(({ id }) => id.startsWith('PreSignUp'))).toEqual([])
  })

  it('is for the operator where it is closed, and nobody comes in by Google either', () => {
    expect(poolOf('sandbox').AdminCreateUserConfig.AllowAdminCreateUserOnly).toBe(true)
    expect(gateOf('sandbox').Environment.Variables).toEqual({ DOCENT_SIGN_UP: 'closed' })
  })

  it('is for those who are invited where the pool asks a function', () => {
    expect(poolOf('everything').AdminCreateUserConfig.AllowAdminCreateUserOnly).toBe(false)
    expect(gateOf('everything').Environment.Variables).toEqual({
      DOCENT_SIGN_UP: 'invited',
      DOCENT_SIGN_UP_INVITED: 'anna@museum.example, @school.example',
    })
  })

  it.each(['sandbox', 'everything'] as const)(
    '%s: only this pool calls it, and it may nothing but log',
    place => {
      expect(readable(poolOf(place).LambdaConfig.PreSignUp)).toMatch(/^<PreSignUp/)
      const { Properties } = oneOf(place, 'AWS::Lambda::Permission', 'PreSignUp')
      expect(Properties.Principal).toBe('cognito-idp.amazonaws.com')
      expect(readable(Properties.SourceArn)).toMatch(/UserPool/)
      const policies = resourcesOf(place, 'AWS::IAM::Policy').filter(({ id }) =>
        id.startsWith('PreSignUpRole'),
      )
      const actions = policies.flatMap(policy => policy.Properties.PolicyDocument.Statement)
      expect(actions.map(({ Action }) => Action)).toEqual([['logs:CreateLogStream', 'logs:PutLogEvents']])
      expect(readable(actions[0].Resource)).toMatch(/^<PreSignUpLog/)
      expect(gateOf(place).TracingConfig).toBeUndefined()
    },
  )
})
