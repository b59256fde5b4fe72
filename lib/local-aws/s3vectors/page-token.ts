import { invalid } from './vectors-error.ts'

/** Where the next page begins; opaque, as AWS's are. */
export function tokenOf(position: number): string {
  return Buffer.from(`from ${position}`).toString('base64url')
}

export function positionOf(token: string | undefined): number {
  if (token === undefined) return 0
  const position = /^from (\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1]
  if (position === undefined) throw invalid('Invalid nextToken')
  return Number(position)
}
