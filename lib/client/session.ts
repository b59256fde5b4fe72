import { Amplify } from 'aws-amplify'
import { fetchAuthSession } from 'aws-amplify/auth'
import type { ClientConfig } from './client-config.ts'
import { signInPath } from './sign-in-path.ts'

/** Tells Amplify which user pool signs people in. Once, before anything asks for a session. */
export function configureSession({ auth }: ClientConfig): void {
  Amplify.configure({
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
  })
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
