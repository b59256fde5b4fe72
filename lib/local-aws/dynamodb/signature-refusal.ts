import { SignatureError } from '../sigv4.ts'
import { refuseAtTheDoor } from './refusal.ts'

/**
 * DynamoDB's names for what is wrong with a signature. `signedAt` is the request's X-Amz-Date
 * (yyyymmddThhmmssZ). What is no SignatureError is returned unchanged.
 */
export function signatureRefusal(error: unknown, signedAt: string, now: Date): unknown {
  if (!(error instanceof SignatureError)) return error
  switch (error.code) {
    case 'MissingAuthenticationToken':
      return refuseAtTheDoor('MissingAuthenticationTokenException', 'Request is missing Authentication Token')
    case 'InvalidClientTokenId':
      return refuseAtTheDoor(
        'UnrecognizedClientException',
        'The security token included in the request is invalid.',
      )
    case 'IncompleteSignature':
      return refuseAtTheDoor('IncompleteSignatureException', error.message)
    case 'ExpiredToken':
      return refuseAtTheDoor('InvalidSignatureException', outOfTime(signedAt, amzDate(now)))
    case 'SignatureDoesNotMatch':
      return refuseAtTheDoor('InvalidSignatureException', error.message)
  }
}

/** SDK clients look for "Signature expired" in the message, set their clock by the answer's and try again. */
function outOfTime(signedAt: string, now: string): string {
  return signedAt < now
    ? `Signature expired: ${signedAt} is more than 15 minutes before ${now}.`
    : `Signature not yet current: ${signedAt} is more than 15 minutes after ${now}.`
}

function amzDate(now: Date): string {
  return `${now.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
}
