import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import { removalPolicy } from './place.ts'

/** 64 letters and digits are 380 bits, of which tickets need 256. */
const KEY_LENGTH = 64

/** What signs visitors' tickets: made in the account, seen by nobody, read by those who sign and check. */
export function ticketSecret(scope: Construct): Secret {
  return new Secret(scope, 'TicketKey', {
    description: 'Signs the tickets with which visitors ask. docs/operate/deploy.md says how to change it.',
    generateSecretString: { passwordLength: KEY_LENGTH, excludePunctuation: true },
    removalPolicy: removalPolicy(scope),
  })
}
