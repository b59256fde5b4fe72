/**
 * Who is calling, for counting. Each proxy appends the address it saw to `X-Forwarded-For`, so the entry
 * written by the outermost of ours is the last one nobody else could have made up.
 */
export function clientAddress(request: Request, trustedProxies: number): string {
  const seen = (request.headers.get('x-forwarded-for') ?? '').split(',').map(address => address.trim())
  return (trustedProxies > 0 && seen.at(-trustedProxies)) || 'unknown'
}
