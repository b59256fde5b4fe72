import { z } from 'zod'
import { invalidParameter } from '../cognito-error.ts'
import { poolOf } from '../lookup.ts'
import { operation } from '../operation.ts'

const input = z.object({ UserPoolId: z.string() })

export const deleteUserPool = operation('signed', input, async ({ UserPoolId }, cognito) => {
  if (poolOf(UserPoolId, cognito).protectedFromDeletion) {
    throw invalidParameter(
      'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
    )
  }
  await cognito.store.removePool(UserPoolId)
  return {}
})
