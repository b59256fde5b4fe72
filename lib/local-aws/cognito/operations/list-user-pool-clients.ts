import { z } from 'zod'
import { poolOf } from '../lookup.ts'
import { operation } from '../operation.ts'
import { pageOf } from '../paging.ts'

const input = z.object({
  UserPoolId: z.string(),
  MaxResults: z.number().int().min(1).max(60).default(60),
  NextToken: z.string().optional(),
})

export const listUserPoolClients = operation('signed', input, (asked, cognito) => {
  const pool = poolOf(asked.UserPoolId, cognito)
  const { page, next } = pageOf(pool.clients, asked.MaxResults, asked.NextToken)
  return {
    UserPoolClients: page.map(({ id, name }) => ({ ClientId: id, ClientName: name, UserPoolId: pool.id })),
    NextToken: next,
  }
})
