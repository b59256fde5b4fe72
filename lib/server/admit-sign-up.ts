import { z } from 'zod'
import { isInvited, type SignUp } from '#lib/core/invitations.ts'

const eventSchema = z.object({
  triggerSource: z.string(),
  request: z.object({ userAttributes: z.object({ email: z.string().optional() }) }),
})

/**
 * What a user pool asks before it makes an account, whoever it is for and by whichever way in, Google's too, which a
 * pool that is closed lets through else. The event admits, an error refuses; the pool shows its message.
 */
export function admitSignUp<Event>(signUp: SignUp, event: Event): Event {
  const { triggerSource, request } = eventSchema.parse(event)
  // Whoever runs the installation makes accounts for whom they like.
  if (signUp.mode === 'open' || triggerSource === 'PreSignUp_AdminCreateUser') return event
  const { email } = request.userAttributes
  if (signUp.mode === 'invited' && email && isInvited(email, signUp.invitations)) return event
  // Cognito puts a full stop after it.
  throw new Error('This e-mail address is not invited')
}
