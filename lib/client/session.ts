import { Amplify, type ResourcesConfig } from 'aws-amplify'
import { fetchAuthSession } from 'aws-amplify/auth'
import { ConsoleLogger } from 'aws-amplify/utils'
import type { ClientConfig } from './client-config.ts'
import { signInPath } from './sign-in-path.ts'

/** Tells Amplify which user pool signs people in. Once, before anything asks for a session. */
export function configureSession({ auth }: ClientConfig): void {
  const config: ResourcesConfig = {
    Auth: {
      Cognito: {
        userPoolId: auth.userPoolId,
        userPoolClientId: auth.userPoolClientId,
        ...(auth.endpoint ? { userPoolEndpoint: auth.endpoint } : {}),
        loginWith: { email: true, ...(auth.googleHost && { oauth: googleThrough(auth.googleHost) }) },
        // What the pool asks of a password, so that the form can say so while it is typed.
        passwordFormat: {
          minLength: 8,
          requireLowercase: true,
          requireUppercase: true,
          requireNumbers: true,
        },
      },
    },
  }
  // Amplify warns of every endpoint but Amazon's own, which ours is on purpose. It has no other way to be told
  // so than its log level; whatever it warns of later is heard.
  const { LOG_LEVEL } = ConsoleLogger
  ConsoleLogger.LOG_LEVEL = 'ERROR'
  Amplify.configure(config)
  ConsoleLogger.LOG_LEVEL = LOG_LEVEL
}

/** Google sends people back to the sign-in page, which is where they came from. */
function googleThrough(domain: string) {
  return {
    domain,
    providers: ['Google' as const],
    // The last one lets people sign out everywhere and delete their account.
    scopes: ['openid', 'email', 'aws.cognito.signin.user.admin'],
    redirectSignIn: [`${location.origin}/sign-in`],
    redirectSignOut: [`${location.origin}/`],
    responseType: 'code' as const,
  }
}

/** Renewed by itself when it has run out; null where nobody is signed in. */
export async function accessToken(): Promise<string | null> {
  const { tokens } = await fetchAuthSession()
  return tokens?.accessToken.toString() ?? null
}

/** Who is signed in. */
export async function signedInEmail(): Promise<string | null> {
  const { tokens } = await fetchAuthSession()
  const email = tokens?.idToken?.payload.email
  if (!tokens) return null
  return typeof email === 'string' ? email : ''
}

/** To the sign-in page, and back to where the person is now. */
export function leaveForSignIn(): void {
  if (location.pathname === '/sign-in') return
  location.assign(signInPath(location.pathname + location.search))
}
