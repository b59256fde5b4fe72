import { z } from 'zod'
import { operation } from '../operation.ts'

/** Without the recovery window, which this stand-in does not keep. */
const input = z.strictObject({ SecretId: z.string().min(1), ForceDeleteWithoutRecovery: z.literal(true) })

export const deleteSecret = operation(input, async ({ SecretId }, { store, now }) => {
  const secret = store.find(SecretId)
  await store.remove(secret)
  return { ARN: secret.arn, Name: secret.name, DeletionDate: now().getTime() / 1_000 }
})
