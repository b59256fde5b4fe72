import { z } from 'zod'
import { listAttributes } from '../attributes.ts'
import { signedInUser } from '../lookup.ts'
import { operation } from '../operation.ts'
import { viewMfa } from '../views.ts'

const input = z.object({ AccessToken: z.string() })

export const getUser = operation('public', input, ({ AccessToken }, cognito) => {
  const { user } = signedInUser(AccessToken, cognito)
  return { Username: user.sub, UserAttributes: listAttributes(user), ...viewMfa(user) }
})
