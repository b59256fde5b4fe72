import { z } from 'zod'
import { poolOf } from '../lookup.ts'
import { operation } from '../operation.ts'
import { viewPool } from '../views.ts'

const input = z.object({ UserPoolId: z.string() })

export const describeUserPool = operation('signed', input, ({ UserPoolId }, cognito) => ({
  UserPool: viewPool(poolOf(UserPoolId, cognito), cognito),
}))
