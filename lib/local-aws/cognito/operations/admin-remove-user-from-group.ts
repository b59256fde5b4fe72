import { z } from 'zod'
import { groupIn, poolOf, userOf } from '../lookup.ts'
import { operation } from '../operation.ts'

const input = z.object({ UserPoolId: z.string(), Username: z.string(), GroupName: z.string() })

export const adminRemoveUserFromGroup = operation('signed', input, async (asked, cognito) => {
  const { name } = groupIn(poolOf(asked.UserPoolId, cognito), asked.GroupName)
  const user = userOf(asked.UserPoolId, asked.Username, cognito)
  await cognito.store.saveUser({ ...user, groups: user.groups.filter(group => group !== name) })
  return {}
})
