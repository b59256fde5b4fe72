import { z } from 'zod'
import { CognitoError } from './cognito-error.ts'

/** What a function answered, or the message of the error it ended with. */
export type Outcome = { result: unknown } | { error: string }

/** Cognito waits no longer for a trigger. */
const PATIENCE_MS = 5_000

const failureSchema = z.object({ errorMessage: z.string() })

/** Calls a function by its ARN as Lambda's Invoke does, at `functionsUrl`. */
export function functionInvoker(
  functionsUrl: string | undefined,
): (arn: string, event: object) => Promise<Outcome> {
  return async (arn, event) => {
    if (functionsUrl === undefined) throw unexpected(`there is no function ${arn} here`)
    const name = arn.slice(arn.lastIndexOf(':') + 1)
    try {
      const response = await fetch(`${functionsUrl}/2015-03-31/functions/${name}/invocations`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(event),
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
      const body: unknown = await response.json()
      if (!response.ok) throw new Error(`${response.status}`)
      if (!response.headers.has('x-amz-function-error')) return { result: body }
      return { error: failureSchema.parse(body).errorMessage }
    } catch (cause) {
      throw unexpected('it does not answer', { cause })
    }
  }
}

function unexpected(why: string, options?: ErrorOptions): CognitoError {
  return new CognitoError('UnexpectedLambdaException', `PreSignUp invocation failed: ${why}.`, options)
}
