/**
 * What Cognito says where a password was asked for, in our words. By the name of the error; `otherwise` is
 * what did not happen.
 */
export function describePasswordFailure(
  error: Error,
  otherwise = 'The password was not changed.',
): { message: string; nextStep: string } {
  switch (error.name) {
    case 'NotAuthorizedException':
      return {
        message: 'This is not the password you sign in with.',
        nextStep: 'Check it, or sign out and use “Forgot your password?”.',
      }
    case 'InvalidPasswordException':
      return {
        message: 'The new password is too simple.',
        nextStep: 'Use at least 8 characters, with upper and lower case and a number.',
      }
    case 'LimitExceededException':
    case 'TooManyRequestsException':
      return { message: 'There were too many tries.', nextStep: 'Wait a few minutes, then try again.' }
    default:
      return {
        message: otherwise,
        nextStep: 'Check your connection and try again.',
      }
  }
}
