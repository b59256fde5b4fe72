import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type AuthenticationResultType,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
  GetUserCommand,
  type GetUserCommandOutput,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider'
import { CognitoJwtVerifier } from 'aws-jwt-verify'
import { SimpleFetcher } from 'aws-jwt-verify/https'
import { SimpleJwksCache } from 'aws-jwt-verify/jwk'
import type { Mail } from '../cognito/mailbox.ts'
import type { AwsTarget } from './aws-target.ts'
import { contractSettings } from './contract-settings.ts'

/** A pool of the contract's own, with the settings the application uses, and what examines it. */
export interface TestPool {
  sdk: CognitoIdentityProviderClient
  poolId: string
  /** All flows, existence hidden: the client under examination. */
  clientId: string
  /** SRP and refresh only, existence told. */
  plainClientId: string
  /** A confirmed person, made without an e-mail so that it works in the real AWS too. */
  person(name: string, password?: string): Promise<{ email: string; password: string; sub: string }>
  initiate(email: string, password?: string, clientId?: string): Promise<InitiateAuthCommandOutput>
  /** Tokens, by USER_PASSWORD_AUTH. */
  signIn(email: string, password?: string, clientId?: string): Promise<AuthenticationResultType>
  refresh(refreshToken: string, clientId?: string): Promise<InitiateAuthCommandOutput>
  getUser(accessToken: string): Promise<GetUserCommandOutput>
  /** The newest code for an address. Only where codes land in the local mailbox. */
  codeFor(email: string): Promise<string>
  verifier: ReturnType<typeof verifierFor>
  close(): Promise<void>
}

export const GOOD_PASSWORD = 'Museum-guide-42'

export async function openTestPool(target: AwsTarget): Promise<TestPool> {
  const { region, endpoint, credentials } = target
  const sdk = new CognitoIdentityProviderClient({ region, endpoint, credentials })
  const { UserPool } = await sdk.send(
    new CreateUserPoolCommand({
      PoolName: `${contractSettings.prefix}-cognito`,
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    }),
  )
  const poolId = UserPool!.Id!
  const clientId = await makeClient('all-flows', {
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    PreventUserExistenceErrors: 'ENABLED',
  })
  const plainClientId = await makeClient('plain', {
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    PreventUserExistenceErrors: 'LEGACY',
  })

  const initiate: TestPool['initiate'] = (USERNAME, PASSWORD = GOOD_PASSWORD, ClientId = clientId) =>
    sdk.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME, PASSWORD },
      }),
    )

  return {
    sdk,
    poolId,
    clientId,
    plainClientId,
    async person(name, password = GOOD_PASSWORD) {
      const Username = `${name}@example.com`
      const { User } = await sdk.send(
        new AdminCreateUserCommand({
          UserPoolId: poolId,
          Username,
          MessageAction: 'SUPPRESS',
          UserAttributes: [
            { Name: 'email', Value: Username },
            { Name: 'email_verified', Value: 'true' },
          ],
        }),
      )
      const set = { UserPoolId: poolId, Username, Password: password, Permanent: true }
      await sdk.send(new AdminSetUserPasswordCommand(set))
      return { email: Username, password, sub: User!.Username! }
    },
    initiate,
    signIn: async (...who) => (await initiate(...who)).AuthenticationResult!,
    refresh: (REFRESH_TOKEN, ClientId = clientId) =>
      sdk.send(
        new InitiateAuthCommand({
          ClientId,
          AuthFlow: 'REFRESH_TOKEN_AUTH',
          AuthParameters: { REFRESH_TOKEN },
        }),
      ),
    getUser: AccessToken => sdk.send(new GetUserCommand({ AccessToken })),
    async codeFor(email) {
      const answer = await fetch(`${endpoint}/_mailbox.json?to=${encodeURIComponent(email)}`)
      const [newest] = (await answer.json()) as Mail[]
      if (newest === undefined) throw new Error(`No e-mail has come for ${email}.`)
      return newest.code
    },
    verifier: verifierFor({ poolId, clientId, endpoint }),
    async close() {
      await sdk.send(new DeleteUserPoolCommand({ UserPoolId: poolId }))
      sdk.destroy()
    },
  }

  async function makeClient(ClientName: string, settings: object): Promise<string> {
    const made = await sdk.send(
      new CreateUserPoolClientCommand({ UserPoolId: poolId, ClientName, ...settings }),
    )
    return made.UserPoolClient!.ClientId!
  }
}

/** As the application does it: the tokens name AWS, only the place where the keys are fetched differs. */
export function verifierFor(place: { poolId: string; clientId: string; endpoint: string | undefined }) {
  const fetcher = {
    async fetch(uri: string): Promise<ArrayBuffer> {
      if (place.endpoint === undefined) return new SimpleFetcher().fetch(uri)
      const answer = await fetch(`${place.endpoint}${new URL(uri).pathname}`)
      return answer.arrayBuffer()
    },
  }
  return CognitoJwtVerifier.create(
    { userPoolId: place.poolId, clientId: place.clientId, tokenUse: null },
    { jwksCache: new SimpleJwksCache({ fetcher }) },
  )
}
