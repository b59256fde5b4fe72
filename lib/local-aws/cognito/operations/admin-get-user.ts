import { z } from 'zod'
import { userOf } from '../lookup.ts'
import { operation } from '../operation.ts'
import { viewMfa, viewUser } from '../views.ts'

const input = z.object({ UserPoolId: z.string(), Username: z.string() })

export const adminGetUser = operation('signed', input, ({ UserPoolId, Username }, cognito) => {
  const user = userOf(UserPoolId, Username, cognito)
  const { Attributes, ...rest } = viewUser(user)
  return { ...rest, UserAttributes: Attributes, ...viewMfa(user) }
})
