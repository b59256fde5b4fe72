import { z } from 'zod'
import { operation } from '../operation.ts'
import { SecretsError } from '../secrets-error.ts'
import { CURRENT } from '../stages.ts'
import type { Secret, SecretVersion } from '../store.ts'

const input = z.strictObject({
  SecretId: z.string().min(1),
  VersionId: z.string().optional(),
  VersionStage: z.string().optional(),
})

export const getSecretValue = operation(input, ({ SecretId, VersionId, VersionStage }, { store }) => {
  const secret = store.find(SecretId)
  const { id, value, stages, createdAt } = findVersion(secret, VersionId, VersionStage)
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: id,
    SecretString: value,
    VersionStages: stages,
    CreatedDate: createdAt,
  }
})

/** Version and stage, where both are given, must mean the same one. */
function findVersion(secret: Secret, id?: string, stage = id === undefined ? CURRENT : undefined) {
  const found = secret.versions.find(
    version => (id === undefined || version.id === id) && (stage === undefined || has(version, stage)),
  )
  if (found) return found
  const sought = id === undefined ? `staging label: ${stage}` : `VersionId: ${id}`
  throw new SecretsError(
    'ResourceNotFoundException',
    `Secrets Manager can't find the specified secret value for ${sought}`,
  )
}

function has(version: SecretVersion, stage: string): boolean {
  return version.stages.includes(stage)
}
