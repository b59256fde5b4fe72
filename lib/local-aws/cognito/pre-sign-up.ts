import { z } from 'zod'
import { CognitoError, notCarried } from './cognito-error.ts'
import type { Cognito } from './operation.ts'
import type { Pool, User } from './records.ts'

/** What a trigger answers: the event it was given, with what it decided. */
const answerSchema = z.object({
  response: z
    .object({
      autoConfirmUser: z.boolean().default(false),
      autoVerifyEmail: z.boolean().default(false),
      autoVerifyPhone: z.boolean().default(false),
    })
    .prefault({}),
})

/**
 * Asks the pool's pre sign-up trigger, where it has one, about an account that is about to be made. Event and
 * refusals as in "Pre sign-up Lambda trigger", Amazon Cognito developer guide.
 */
export async function askPreSignUp(
  { pool, user, source }: { pool: Pool; user: User; source: 'SignUp' | 'AdminCreateUser' },
  clientId: string,
  cognito: Cognito,
): Promise<void> {
  if (pool.preSignUp === null) return
  const outcome = await cognito.invoke(pool.preSignUp, {
    version: '1',
    region: cognito.region,
    userPoolId: pool.id,
    userName: user.sub,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId },
    triggerSource: `PreSignUp_${source}`,
    request: { userAttributes: { email: user.email, ...user.attributes }, validationData: null },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  })
  if ('error' in outcome)
    throw new CognitoError('UserLambdaValidationException', `PreSignUp failed with error ${outcome.error}.`)
  const answer = answerSchema.safeParse(outcome.result)
  if (!answer.success)
    throw new CognitoError('InvalidLambdaResponseException', 'Unrecognizable lambda output')
  // Of an account that the operator makes Cognito takes no notice of what it decided.
  if (source === 'SignUp' && Object.values(answer.data.response).includes(true))
    throw notCarried('Confirming an account in the trigger')
}
