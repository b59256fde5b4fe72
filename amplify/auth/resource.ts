import { defineAuth, secret } from '@aws-amplify/backend'
import type { CfnIdentityPool, CfnUserPool, CfnUserPoolClient, IUserPool } from 'aws-cdk-lib/aws-cognito'
import type { Parameters } from '../parameters.ts'
import { isSandbox, removalPolicy } from '../place.ts'

/** E-mail and password, an authenticator app for who wants one, Google where the operator asks for it. */
export function auth({ publicUrl, googleSignIn }: Parameters) {
  return defineAuth({
    loginWith: {
      email: true,
      ...(googleSignIn && {
        externalProviders: {
          google: {
            clientId: secret('GOOGLE_CLIENT_ID'),
            clientSecret: secret('GOOGLE_CLIENT_SECRET'),
            scopes: ['openid', 'email'],
            // Google has seen to it that the address is theirs.
            attributeMapping: { email: 'email', emailVerified: 'email_verified' },
          },
          callbackUrls: [`${publicUrl}/sign-in`],
          logoutUrls: [`${publicUrl}/`],
        },
      }),
    },
    multifactor: { mode: 'OPTIONAL', totp: true },
    accountRecovery: 'EMAIL_ONLY',
  })
}

interface Auth {
  resources: {
    userPool: IUserPool
    cfnResources: {
      cfnUserPool: CfnUserPool
      cfnUserPoolClient: CfnUserPoolClient
      cfnIdentityPool: CfnIdentityPool
    }
  }
}

/** What Amplify leaves open, closed. */
export function hardenAuth({ resources }: Auth, { googleSignIn, signUp }: Parameters): void {
  const { cfnUserPool, cfnUserPoolClient, cfnIdentityPool } = resources.cfnResources
  // The same rules as on a laptop: a password that is good there is good here.
  cfnUserPool.policies = {
    passwordPolicy: {
      minimumLength: 8,
      requireLowercase: true,
      requireUppercase: true,
      requireNumbers: true,
      requireSymbols: false,
      temporaryPasswordValidityDays: 7,
    },
  }
  // Who mistypes a new address can still sign in with the old one.
  cfnUserPool.userAttributeUpdateSettings = { attributesRequireVerificationBeforeUpdate: ['email'] }
  cfnUserPool.adminCreateUserConfig = { allowAdminCreateUserOnly: signUp.mode === 'closed' }
  cfnUserPool.deletionProtection = isSandbox(resources.userPool) ? 'INACTIVE' : 'ACTIVE'
  cfnUserPool.applyRemovalPolicy(removalPolicy(resources.userPool))
  // The password itself never travels, and there is no third way in.
  cfnUserPoolClient.explicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']
  cfnUserPoolClient.preventUserExistenceErrors = 'ENABLED'
  cfnUserPoolClient.enableTokenRevocation = true
  if (!googleSignIn) {
    // Otherwise a hosted page with an example's address for a callback.
    cfnUserPoolClient.allowedOAuthFlowsUserPoolClient = false
    cfnUserPoolClient.allowedOAuthFlows = undefined
    cfnUserPoolClient.allowedOAuthScopes = undefined
    cfnUserPoolClient.callbackUrLs = undefined
    cfnUserPoolClient.logoutUrLs = undefined
  }
  cfnIdentityPool.allowUnauthenticatedIdentities = false
}
