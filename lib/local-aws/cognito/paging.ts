import { invalidParameter } from './cognito-error.ts'

/** One page of `all` and the token for the next, which is a place in the list. */
export function pageOf<T>(all: T[], limit: number, token: string | undefined): { page: T[]; next?: string } {
  const start = token === undefined ? 0 : readToken(token)
  const end = start + limit
  return {
    page: all.slice(start, end),
    ...(end < all.length && { next: Buffer.from(String(end)).toString('base64') }),
  }
}

function readToken(token: string): number {
  const text = Buffer.from(token, 'base64').toString()
  if (!/^\d{1,9}$/.test(text)) throw invalidParameter('Invalid pagination token')
  return Number(text)
}
