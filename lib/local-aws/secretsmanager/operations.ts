import type { Operation } from './operation.ts'
import { createSecret } from './operations/create-secret.ts'
import { deleteSecret } from './operations/delete-secret.ts'
import { getSecretValue } from './operations/get-secret-value.ts'
import { putSecretValue } from './operations/put-secret-value.ts'

/** What this Secrets Manager can do. The name is the one in X-Amz-Target. */
export const operations: Record<string, Operation> = {
  CreateSecret: createSecret,
  DeleteSecret: deleteSecret,
  GetSecretValue: getSecretValue,
  PutSecretValue: putSecretValue,
}
