import { DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import type { DoctorPlace } from './doctor-place.ts'
import { type Check, ok, wrong } from './finding.ts'
import { isNobody, whyOf } from './not-seen.ts'

const HOW =
  'Sign in to AWS as the command line does: aws sso login, or aws configure; AWS_PROFILE names the profile.'

export const checkCredentials: Check = {
  about: 'credentials',
  async look({ dynamo, settings }, abortSignal) {
    let account: string | undefined
    try {
      account = (await dynamo.config.credentials()).accountId
    } catch (error) {
      return [wrong(`there are none (${whyOf(error)}). ${HOW}`)]
    }
    const owner = ownerOf(settings.ticketKey)
    if (account && owner && account !== owner) {
      return [
        wrong(
          `they are of the account ${account}, the installation is in ${owner}. Choose its profile: AWS_PROFILE=…`,
        ),
      ]
    }
    try {
      await dynamo.send(new DescribeTableCommand({ TableName: settings.botsTable }), { abortSignal })
    } catch (error) {
      if (isNobody(error)) return [wrong(`AWS does not take them (${whyOf(error)}). ${HOW}`)]
      // Whether the table is there, or may be looked at, others say: AWS knows who asks.
      if (!answered(error)) throw error
    }
    return [ok('AWS takes them.')]
  },
}

/** The account that a secret's ARN names. */
function ownerOf(ticketKey: DoctorPlace['settings']['ticketKey']): string | undefined {
  return 'secret' in ticketKey
    ? /^arn:[\w-]+:secretsmanager:[\w-]+:(\d{12}):/.exec(ticketKey.secret)?.[1]
    : undefined
}

function answered(error: unknown): boolean {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode !== undefined
}
