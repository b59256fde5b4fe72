/** The parts of a query string, decoded, in the order they were sent. */
export type Query = [name: string, value: string][]

export function splitUrl(url: string): { path: string; query: Query } {
  const mark = url.indexOf('?')
  if (mark === -1) return { path: url, query: [] }
  const query = url
    .slice(mark + 1)
    .split('&')
    .filter(pair => pair !== '')
    .map((pair): [string, string] => {
      const [name, ...value] = pair.split('=')
      return [decodeQuery(name!), decodeQuery(value.join('='))]
    })
  return { path: url.slice(0, mark), query }
}

function decodeQuery(text: string): string {
  return percentDecode(text.replaceAll('+', ' ')).toString('utf8')
}

export function canonicalQuery(query: Query): string {
  return query
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(Buffer.from(name)), encode(Buffer.from(value))] as const)
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

/** S3 signs the key as it is: decoded from the wire, encoded once, nothing normalised. */
export function encodeOnce(path: string): string {
  return encode(percentDecode(path), '/')
}

/** Every other service signs the wire's path encoded again, with `.`, `..` and empty segments removed. */
export function encodeTwice(path: string): string {
  const segments: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(segment)
  }
  const slash = segments.length > 0 && path.endsWith('/') ? '/' : ''
  return encode(Buffer.from(`/${segments.join('/')}${slash}`), '/')
}

/** Bytes, not text: what doesn't decode to UTF-8 must still be compared exactly as it was sent. */
export function percentDecode(text: string): Buffer {
  const parts = text.split(/(%[0-9a-fA-F]{2})/)
  return Buffer.concat(
    parts.map((part, index) =>
      index % 2 === 1 ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part, 'utf8'),
    ),
  )
}

export function encode(bytes: Buffer, alsoPlain = ''): string {
  let text = ''
  for (const byte of bytes) {
    const character = String.fromCharCode(byte)
    const plain = /[A-Za-z0-9\-._~]/.test(character) || character === alsoPlain
    text += plain ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return text
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
