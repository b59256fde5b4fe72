import { z } from 'zod'
import { readAttributes, refuseTakenEmail } from '../attributes.ts'
import { sendCode } from '../codes.ts'
import { signedInUser } from '../lookup.ts'
import { attributeList, operation } from '../operation.ts'
import { emailKey } from '../store.ts'

const input = z.object({ AccessToken: z.string(), UserAttributes: attributeList })

export const updateUserAttributes = operation('public', input, async (asked, cognito) => {
  const { user, pool } = signedInUser(asked.AccessToken, cognito)
  const said = readAttributes(asked.UserAttributes, pool)
  const updated = {
    ...user,
    attributes: { ...user.attributes, ...said.attributes },
    updatedAt: cognito.now(),
  }
  if (said.email === undefined || emailKey(said.email) === emailKey(user.email)) {
    await cognito.store.saveUser(updated)
    return { CodeDeliveryDetailsList: [] }
  }
  refuseTakenEmail(said.email, user, cognito)
  const moved = pool.keepsOldEmail
    ? { ...updated, pendingEmail: said.email }
    : { ...updated, email: said.email, emailVerified: false }
  if (!pool.verifiesEmail) {
    await cognito.store.saveUser(moved)
    return { CodeDeliveryDetailsList: [] }
  }
  return { CodeDeliveryDetailsList: [await sendCode(moved, 'e-mail-check', said.email, cognito)] }
})
