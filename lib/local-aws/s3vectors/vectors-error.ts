/** A refusal as Amazon S3 Vectors words it. Source of the codes: its API reference, "Errors" of each operation. */
export class VectorsError extends Error {
  readonly code: keyof typeof STATUS

  constructor(code: keyof typeof STATUS, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'VectorsError'
    this.code = code
  }

  get status(): number {
    return STATUS[this.code]
  }
}

export function notFound(what: string): VectorsError {
  return new VectorsError('NotFoundException', `The specified ${what} could not be found`)
}

export function invalid(message: string, options?: ErrorOptions): VectorsError {
  return new VectorsError('ValidationException', message, options)
}

const STATUS = {
  ValidationException: 400,
  UnknownOperationException: 404,
  NotFoundException: 404,
  ConflictException: 409,
  AccessDeniedException: 403,
  MissingAuthenticationTokenException: 403,
  UnrecognizedClientException: 403,
  InvalidSignatureException: 403,
  IncompleteSignatureException: 403,
}
