import { SignatureError } from '../sigv4.ts'
import { refuseAtTheDoor } from './refusal.ts'

/** DynamoDB's names for what is wrong with a signature; what is no SignatureError is returned unchanged. */
export function signatureRefusal(error: unknown): unknown {
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
    // DynamoDB does not tell an expired signature from a wrong one by name, and SDKs set their clock by it.
    case 'ExpiredToken':
    case 'SignatureDoesNotMatch':
      return refuseAtTheDoor('InvalidSignatureException', error.message)
  }
}
