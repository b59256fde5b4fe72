import { z } from 'zod'
import { groupIn, poolOf, userOf } from '../lookup.ts'
import { operation } from '../operation.ts'
import { pageOf } from '../paging.ts'
import { viewGroup } from '../views.ts'

const input = z.object({
  UserPoolId: z.string(),
  Username: z.string(),
  Limit: z.number().int().min(0).max(60).default(60),
  NextToken: z.string().optional(),
})

export const adminListGroupsForUser = operation('signed', input, (asked, cognito) => {
  const pool = poolOf(asked.UserPoolId, cognito)
  const { groups } = userOf(pool.id, asked.Username, cognito)
  const { page, next } = pageOf(groups, asked.Limit || 60, asked.NextToken)
  return { Groups: page.map(name => viewGroup(pool, groupIn(pool, name))), NextToken: next }
})
