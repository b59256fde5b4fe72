import { z } from 'zod'
import { clientIn, poolOf } from '../lookup.ts'
import { operation } from '../operation.ts'
import { viewClient } from '../views.ts'

const input = z.object({ UserPoolId: z.string(), ClientId: z.string() })

export const describeUserPoolClient = operation('signed', input, ({ UserPoolId, ClientId }, cognito) => {
  const pool = poolOf(UserPoolId, cognito)
  return { UserPoolClient: viewClient(pool, clientIn(pool, ClientId)) }
})
