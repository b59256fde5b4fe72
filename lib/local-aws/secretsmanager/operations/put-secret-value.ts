import { z } from 'zod'
import { operation } from '../operation.ts'
import { SecretsError } from '../secrets-error.ts'
import { CURRENT, withNewVersion } from '../stages.ts'
import type { Secret, SecretVersion } from '../store.ts'
import { clientRequestToken, secretString } from './create-secret.ts'

const input = z.strictObject({
  SecretId: z.string().min(1),
  SecretString: secretString,
  ClientRequestToken: clientRequestToken,
})

/** The same call again (its token names the version) changes nothing. */
export const putSecretValue = operation(input, async (request, { store, now }) => {
  const { SecretId, SecretString: value, ClientRequestToken: id } = request
  const secret = store.find(SecretId)
  const known = secret.versions.find(version => version.id === id)
  if (known) return reply(secret, sameValue(known, value))
  await store.save(withNewVersion(secret, { id, value, createdAt: now().getTime() / 1_000 }))
  return reply(secret, { id, stages: [CURRENT] })
})

function sameValue(version: SecretVersion, value: string): SecretVersion {
  if (version.value === value) return version
  throw new SecretsError(
    'ResourceExistsException',
    'You can only use a ClientRequestToken again with the value it came with.',
  )
}

function reply({ arn, name }: Secret, { id, stages }: Pick<SecretVersion, 'id' | 'stages'>) {
  return { ARN: arn, Name: name, VersionId: id, VersionStages: stages }
}
