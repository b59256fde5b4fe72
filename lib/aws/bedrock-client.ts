import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { DocentError } from '#lib/core/errors.ts'
import { type BedrockPlace, bedrockConfig } from './bedrock-place.ts'

/** With the SDK's own waits in between about a second: a visitor is looking on. */
const ATTEMPTS = 4

/** Every answer under way holds one to its end; more than this in one process is a queue anyway. */
const MAX_CONNECTIONS = 1_000

/**
 * Speaks HTTP/1.1 over connections that are kept. The SDK's own choice, HTTP/2, opens a new session for each
 * call, which costs a question two more TLS handshakes before its first word.
 */
export function bedrockClient(place: BedrockPlace, maxAttempts = ATTEMPTS): BedrockRuntimeClient {
  const agent = { keepAlive: true, maxSockets: MAX_CONNECTIONS }
  return new BedrockRuntimeClient({
    ...bedrockConfig(place),
    maxAttempts,
    requestHandler: new NodeHttpHandler({ httpAgent: agent, httpsAgent: agent }),
  })
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

/** Bedrock's failures in our words. What the caller aborted stays what it is; `arrived`: part of an answer had. */
export function explainBedrock(
  error: unknown,
  { aborted, arrived }: { aborted: boolean; arrived: boolean },
): unknown {
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
  if (isClosed(name, error)) {
    return new DocentError(
      'unavailable',
      'The model that answers is not open to this installation.',
      'Ask whoever runs it to try: npm run docent -- check-models',
      { cause: error },
    )
  }
  return modelFailed(arrived, error)
}

/** It broke off, or never began. */
export function modelFailed(arrived: boolean, cause?: unknown): DocentError {
  if (arrived) {
    return new DocentError('model-failed', 'The model broke off.', 'Try again.', {
      cause,
    })
  }
  return new DocentError(
    'model-failed',
    'The model does not answer.',
    'Try again in a moment. If it stays so, whoever runs Docent should see whether the model runs.',
    // What it refuses as it was asked, it refuses again.
    { cause, ...(!isRefusal(cause) && { retryAfter: MODEL_BACK_SECONDS }) },
  )
}

const MODEL_BACK_SECONDS = 5

function isRefusal(error: unknown): boolean {
  return error instanceof Error && '$fault' in error && error.$fault === 'client'
}

/** No access, no such model here, or one that is called by its inference profile only: waiting does not help. */
function isClosed(name: string, error: unknown): boolean {
  if (name === 'AccessDeniedException' || name === 'ResourceNotFoundException') return true
  return name === 'ValidationException' && /model identifier|on-demand throughput/.test(String(error))
}
