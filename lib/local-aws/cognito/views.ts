import { listAttributes } from './attributes.ts'
import type { Cognito } from './operation.ts'
import type { Client, Group, Pool, User } from './records.ts'

/** Records as the wire shows them. Times on the wire are seconds since 1970. */

export function viewPool(pool: Pool, { region, store }: Cognito) {
  return {
    Id: pool.id,
    Name: pool.name,
    Arn: `arn:aws:cognito-idp:${region}:${ACCOUNT_NUMBER}:userpool/${pool.id}`,
    Policies: { PasswordPolicy: pool.passwordPolicy },
    MfaConfiguration: pool.mfa,
    UsernameAttributes: ['email'],
    UsernameConfiguration: { CaseSensitive: false },
    AutoVerifiedAttributes: pool.verifiesEmail ? ['email'] : [],
    UserAttributeUpdateSettings: {
      AttributesRequireVerificationBeforeUpdate: pool.keepsOldEmail ? ['email'] : [],
    },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: pool.adminCreatesUsers },
    LambdaConfig: pool.preSignUp === null ? {} : { PreSignUp: pool.preSignUp },
    DeletionProtection: pool.protectedFromDeletion ? 'ACTIVE' : 'INACTIVE',
    UserPoolTags: pool.tags,
    EstimatedNumberOfUsers: store.users(pool.id).length,
    CreationDate: seconds(pool.createdAt),
    LastModifiedDate: seconds(pool.createdAt),
  }
}

export function viewClient(pool: Pool, client: Client) {
  return {
    UserPoolId: pool.id,
    ClientId: client.id,
    ClientName: client.name,
    ExplicitAuthFlows: client.flows,
    PreventUserExistenceErrors: client.preventUserExistenceErrors ? 'ENABLED' : 'LEGACY',
    EnableTokenRevocation: client.revocation,
    AccessTokenValidity: client.accessTokenLife,
    IdTokenValidity: client.idTokenLife,
    RefreshTokenValidity: client.refreshTokenLife,
    TokenValidityUnits: { AccessToken: 'seconds', IdToken: 'seconds', RefreshToken: 'seconds' },
    AuthSessionValidity: client.challengeLife / 60,
    CreationDate: seconds(client.createdAt),
    LastModifiedDate: seconds(client.createdAt),
  }
}

export function viewGroup(pool: Pool, group: Group) {
  return {
    GroupName: group.name,
    UserPoolId: pool.id,
    Description: group.description,
    Precedence: group.precedence,
    CreationDate: seconds(group.createdAt),
    LastModifiedDate: seconds(group.createdAt),
  }
}

/** As in lists and after AdminCreateUser. */
export function viewUser(user: User) {
  return {
    Username: user.sub,
    Attributes: listAttributes(user),
    UserCreateDate: seconds(user.createdAt),
    UserLastModifiedDate: seconds(user.updatedAt),
    Enabled: true,
    UserStatus: user.status,
  }
}

export function viewMfa({ totp }: User) {
  return {
    ...(totp.enabled && { UserMFASettingList: ['SOFTWARE_TOKEN_MFA'] }),
    ...(totp.preferred && { PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA' }),
  }
}

/** The account that AWS's own examples use; nothing here looks at it. */
const ACCOUNT_NUMBER = '123456789012'

function seconds(ms: number): number {
  return ms / 1000
}
