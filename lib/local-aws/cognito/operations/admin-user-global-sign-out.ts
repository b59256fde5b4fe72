import { z } from 'zod'
import { userOf } from '../lookup.ts'
import { operation } from '../operation.ts'

const input = z.object({ UserPoolId: z.string(), Username: z.string() })

export const adminUserGlobalSignOut = operation(
  'signed',
  input,
  async ({ UserPoolId, Username }, cognito) => {
    await cognito.store.saveUser({ ...userOf(UserPoolId, Username, cognito), sessions: [] })
    return {}
  },
)
