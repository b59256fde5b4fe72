/** What Cognito says of a password that was not changed, in our words. By the name of the error. */
export function describePasswordFailure(error: Error): { message: string; nextStep: string } {
  switch (error.name) {
    case 'NotAuthorizedException':
      return {
        message: 'The present password is not right.',
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
        message: 'The password was not changed.',
        nextStep: 'Check your connection and try again.',
      }
  }
}
