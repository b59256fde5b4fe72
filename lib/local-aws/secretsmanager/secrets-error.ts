/** A refusal as AWS Secrets Manager words it: `code` is the wire's error type, answered with HTTP 400. */
export class SecretsError extends Error {
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'SecretsError'
    this.code = code
  }
}

export function secretNotFound(): SecretsError {
  return new SecretsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
}
