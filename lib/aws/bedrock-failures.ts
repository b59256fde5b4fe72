import { DocentError } from '#lib/core/errors.ts'

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
