import { isIPv6 } from 'node:net'

/**
 * Who is calling, for counting: an IPv4 address, or the first half of an IPv6 address, as a single line has all of the
 * other half for itself. Each proxy appends the address it saw to `X-Forwarded-For`, so the entry
 * written by the outermost of ours is the last one nobody else could have made up.
 */
export function clientAddress(request: Request, trustedProxies: number): string {
  const seen = (request.headers.get('x-forwarded-for') ?? '').split(',').map(address => address.trim())
  const address = trustedProxies > 0 ? seen.at(-trustedProxies) : undefined
  return address ? networkOf(plain(address)) : 'unknown'
}

/** Without brackets, port and zone. */
function plain(address: string): string {
  const inBrackets = /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1]
  return (inBrackets ?? address.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')).replace(/%.*$/, '')
}

function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return mapped
  const [before = '', behind] = address.split('::')
  const head = before.split(':').filter(Boolean)
  const tail = (behind ?? '').split(':').filter(Boolean)
  const blanks = behind === undefined ? 0 : 8 - head.length - tail.length
  const groups = [...head, ...new Array<string>(Math.max(0, blanks)).fill('0'), ...tail]
  return `${groups
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
