import { z } from 'zod'
import { invalidParameter } from '../cognito-error.ts'
import { signedInUser } from '../lookup.ts'
import { operation } from '../operation.ts'

const input = z.object({ AccessToken: z.string(), UserAttributeNames: z.array(z.string()) })

export const deleteUserAttributes = operation('public', input, async (asked, cognito) => {
  const { user } = signedInUser(asked.AccessToken, cognito)
  if (asked.UserAttributeNames.some(name => name === 'sub' || name.startsWith('email'))) {
    throw invalidParameter('Cannot delete required attributes.')
  }
  const kept = Object.entries(user.attributes).filter(([name]) => !asked.UserAttributeNames.includes(name))
  await cognito.store.saveUser({ ...user, attributes: Object.fromEntries(kept), updatedAt: cognito.now() })
  return {}
})
