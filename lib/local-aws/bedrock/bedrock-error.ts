/**
 * An error as the Bedrock runtime spells it: a name the SDK turns into a class, and an HTTP status.
 * Source: "Common errors" and the error lists of InvokeModel, Converse and ConverseStream, Amazon Bedrock API
 * reference.
 */
export class BedrockError extends Error {
  readonly code: BedrockErrorCode
  readonly status: number
  /** What a model behind this service answered, when the failure is its own. */
  readonly originalStatusCode: number | undefined

  constructor(
    code: BedrockErrorCode,
    message: string,
    options: ErrorOptions & { originalStatusCode?: number } = {},
  ) {
    super(message, options)
    this.name = 'BedrockError'
    this.code = code
    this.status = STATUS[code]
    this.originalStatusCode = options.originalStatusCode
  }
}

export type BedrockErrorCode = keyof typeof STATUS

/** The exceptions that may end a stream after it began, in the spelling of its frames. */
export const STREAM_EXCEPTIONS = [
  'modelStreamErrorException',
  'throttlingException',
  'internalServerException',
  'serviceUnavailableException',
  'validationException',
] as const

export type StreamException = (typeof STREAM_EXCEPTIONS)[number]

/** Thrown to end a stream after it began: with an exception frame, or by cutting the connection. */
export class StreamFailure extends Error {
  readonly exception: StreamException | 'cut'
  readonly originalStatusCode: number | undefined

  constructor(
    exception: StreamException | 'cut',
    message: string,
    options: ErrorOptions & { originalStatusCode?: number } = {},
  ) {
    super(message, options)
    this.name = 'StreamFailure'
    this.exception = exception
    this.originalStatusCode = options.originalStatusCode
  }
}

const STATUS = {
  AccessDeniedException: 403,
  IncompleteSignatureException: 400,
  InternalServerException: 500,
  InvalidSignatureException: 403,
  MissingAuthenticationTokenException: 403,
  ModelErrorException: 424,
  ModelStreamErrorException: 424,
  ResourceNotFoundException: 404,
  ServiceUnavailableException: 503,
  ThrottlingException: 429,
  UnknownOperationException: 404,
  UnrecognizedClientException: 403,
  ValidationException: 400,
} as const
