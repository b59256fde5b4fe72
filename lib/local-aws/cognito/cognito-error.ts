/** A refusal as Amazon Cognito words it: `code` is the wire's error type, answered with HTTP 400. */
export class CognitoError extends Error {
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CognitoError'
    this.code = code
  }
}

export function notAuthorized(message: string): CognitoError {
  return new CognitoError('NotAuthorizedException', message)
}

export function invalidParameter(message: string): CognitoError {
  return new CognitoError('InvalidParameterException', message)
}

/** Wrong password, and with PreventUserExistenceErrors also: no such user. The Authenticator translates it. */
export function incorrectPassword(): CognitoError {
  return notAuthorized('Incorrect username or password.')
}

export function noSuchUser(): CognitoError {
  return new CognitoError('UserNotFoundException', 'User does not exist.')
}

/** Something the real service does and this one does not. It says so rather than pretend. */
export function notCarried(what: string): CognitoError {
  return invalidParameter(`${what}: Cognito does this, the local stand-in does not.`)
}
