import { signUpRule } from '#lib/aws/settings.ts'
import { admitSignUp } from '../admit-sign-up.ts'

// While loading: a bad setting stops the function, and with it every sign-up.
const signUp = signUpRule()

/** The user pool's pre sign-up trigger. */
export async function handler(event: unknown): Promise<unknown> {
  return admitSignUp(signUp, event)
}
