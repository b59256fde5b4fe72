import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime'
import { DocentError } from '#lib/core/errors.ts'

/** With the SDK's own waits in between about a second: a visitor is looking on. */
const ATTEMPTS = 4

export function bedrockClient(region: string): BedrockRuntimeClient {
  return new BedrockRuntimeClient({ region, maxAttempts: ATTEMPTS })
}

const BUSY = new Set([
  'ThrottlingException',
  'throttlingException',
  'TooManyRequestsException',
  'ServiceQuotaExceededException',
  'ModelNotReadyException',
  'ServiceUnavailableException',
  'serviceUnavailableException',
])

/** Bedrock's failures in our words. What the caller aborted stays what it is. */
export function explainBedrock(error: unknown, aborted: boolean): unknown {
  if (aborted || error instanceof DocentError) return error
  const name = error instanceof Error ? error.name : ''
  if (BUSY.has(name)) {
    return new DocentError(
      'busy',
      'The model that answers is very busy at the moment.',
      'Wait a few seconds, then try again.',
      {
        cause: error,
        retryAfter: 5,
      },
    )
  }
  return new DocentError('model-failed', 'The model broke off. What has arrived is kept.', 'Try again.', {
    cause: error,
  })
}
