import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { operation } from '../operation.ts'
import { SecretsError } from '../secrets-error.ts'
import { withNewVersion } from '../stages.ts'

/** Source of the limits: CreateSecret, AWS Secrets Manager API reference. */
export const secretString = z.string().min(1).max(65_536)
export const clientRequestToken = z.string().min(32).max(64)

const input = z.strictObject({
  Name: z
    .string()
    .max(512)
    .regex(/^[\w/+=.@-]+$/, 'only letters, digits and /_+=.@- may stand in a name'),
  Description: z.string().optional(),
  SecretString: secretString,
  ClientRequestToken: clientRequestToken,
})

export const createSecret = operation(input, async (request, { region, store, now }) => {
  const { Name: name, SecretString: value, ClientRequestToken: id } = request
  if (store.has(name)) {
    throw new SecretsError(
      'ResourceExistsException',
      `The operation failed because the secret ${name} already exists.`,
    )
  }
  const arn = `arn:aws:secretsmanager:${region}:000000000000:secret:${name}-${suffix()}`
  const version = { id, value, createdAt: now().getTime() / 1_000 }
  await store.save(withNewVersion({ arn, name, versions: [] }, version))
  return { ARN: arn, Name: name, VersionId: id }
})

function suffix(): string {
  return Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
