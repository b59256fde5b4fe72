import { z } from 'zod'
import { invalidParameter, notCarried } from '../cognito-error.ts'
import { poolOf } from '../lookup.ts'
import { operation } from '../operation.ts'
import { pageOf } from '../paging.ts'
import type { User } from '../records.ts'
import { emailKey } from '../store.ts'
import { viewUser } from '../views.ts'

const input = z.object({
  UserPoolId: z.string(),
  Filter: z.string().max(256).optional(),
  Limit: z.number().int().min(0).max(60).default(60),
  PaginationToken: z.string().optional(),
})

export const listUsers = operation('signed', input, (asked, cognito) => {
  const fits = readFilter(asked.Filter ?? '')
  const users = cognito.store.users(poolOf(asked.UserPoolId, cognito).id).filter(fits)
  const { page, next } = pageOf(users, asked.Limit || 60, asked.PaginationToken)
  return { Users: page.map(viewUser), PaginationToken: next }
})

/** `name = "value"`, or `name ^= "start of value"`. */
function readFilter(filter: string): (user: User) => boolean {
  if (filter.trim() === '') return () => true
  const [, name = '', sign, quoted = ''] =
    /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(filter) ?? []
  if (sign === undefined) throw invalidParameter(`Error while parsing filter: ${filter}`)
  const field = FIELDS[name]
  if (field === undefined) throw notCarried(`Filtering users by ${name}`)
  const value = field.plain(quoted.replace(/\\(.)/g, '$1'))
  return user => {
    const has = field.plain(field.of(user))
    return sign === '=' ? has === value : has.startsWith(value)
  }
}

const same = (text: string) => text

const FIELDS: Record<string, { of(user: User): string; plain(text: string): string }> = {
  email: { of: user => user.email, plain: emailKey },
  sub: { of: user => user.sub, plain: same },
  username: { of: user => user.sub, plain: same },
  'cognito:user_status': { of: user => user.status, plain: same },
}
