import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { TICKET_KEY_CHARACTERS } from '#lib/aws/settings-schema.ts'
import type { DoctorPlace } from './doctor-place.ts'
import { type Check, type Finding, ok, wrong } from './finding.ts'
import { nameOf, notSeen } from './not-seen.ts'

const GONE = ['ResourceNotFoundException', 'InvalidRequestException']

export const checkSecret: Check = {
  about: 'secret',
  look: async (place, signal) => [await seeSecret(place, signal)],
}

export async function seeSecret(
  { secrets, settings: { ticketKey } }: DoctorPlace,
  abortSignal: AbortSignal,
): Promise<Finding> {
  if ('key' in ticketKey) return ok('the ticket key is in the settings, in no secret.')
  const { secret } = ticketKey
  const command = `aws secretsmanager put-secret-value --secret-id ${secret} --secret-string "$(openssl rand -hex 32)"`
  try {
    const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId: secret }), {
      abortSignal,
    })
    if (SecretString.length >= TICKET_KEY_CHARACTERS) return ok('the ticket key is there and can be read.')
    return wrong(`${secret} holds no ticket key, so no guide opens. ${command}`)
  } catch (error) {
    if (!GONE.includes(nameOf(error))) return notSeen(secret, 'secretsmanager:GetSecretValue', error)
    return wrong(
      `there is no secret ${secret} with a value, so no guide opens. If it is about to be deleted: aws secretsmanager restore-secret --secret-id ${secret}; if it is empty: ${command}`,
    )
  }
}
