/** What Cognito says of an e-mail address that was not changed, in our words. By the name of the error. */
export function describeEmailFailure(error: Error): { message: string; nextStep: string } {
  switch (error.name) {
    case 'AliasExistsException':
      return {
        message: 'Another account has this e-mail address.',
        nextStep: 'Use another address, or delete the other account first. Yours is as it was.',
      }
    case 'CodeMismatchException':
      return {
        message: 'This code is not the one we sent.',
        nextStep: 'Check it, or have another sent. Until it is right, your old address stays.',
      }
    case 'ExpiredCodeException':
      return { message: 'This code no longer works.', nextStep: 'Have another sent.' }
    case 'InvalidParameterException':
      return { message: 'This is not an e-mail address.', nextStep: 'Check it and try again.' }
    case 'LimitExceededException':
    case 'TooManyRequestsException':
      return { message: 'There were too many tries.', nextStep: 'Wait an hour, then try again.' }
    default:
      return {
        message: 'The e-mail address was not changed.',
        nextStep: 'Check your connection and try again.',
      }
  }
}
