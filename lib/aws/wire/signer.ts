import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto'
import type { Credentials } from './credentials.ts'

export interface SignedCall {
  method: string
  /** As it is sent: encoded, without a query. */
  path: string
  /** In lower case, `host` among them; all of them are signed. */
  headers: Record<string, string>
  body: string
}

const ALGORITHM = 'AWS4-HMAC-SHA256'

/**
 * AWS Signature Version 4 in headers, for every service but S3. A key that signs a whole day is kept.
 * Source: "Create a signed AWS API request", AWS IAM user guide.
 */
export class Signer {
  readonly #service: string
  readonly #region: string
  #keyOf = ''
  #key: KeyObject | null = null

  constructor(service: string, region: string) {
    this.#service = service
    this.#region = region
  }

  /** The headers that the call is sent with; `now` in milliseconds since 1970, as AWS sees it. */
  sign({ method, path, headers, body }: SignedCall, by: Credentials, now: number): Record<string, string> {
    const at = amzDate(now)
    const day = at.slice(0, 8)
    const signed: Record<string, string> = { ...headers, 'x-amz-date': at }
    if (by.sessionToken) signed['x-amz-security-token'] = by.sessionToken
    const names = Object.keys(signed).sort()
    const list = names.join(';')
    let request = `${method}\n${canonicalPath(path)}\n\n`
    for (const name of names) request += `${name}:${signed[name]!.trim().replace(SPACES, ' ')}\n`
    request += `\n${list}\n${hash('sha256', body)}`
    const scope = `${day}/${this.#region}/${this.#service}/aws4_request`
    const toSign = `${ALGORITHM}\n${at}\n${scope}\n${hash('sha256', request)}`
    const signature = createHmac('sha256', this.#keyOfDay(day, by.secretAccessKey))
      .update(toSign)
      .digest('hex')
    signed.authorization = `${ALGORITHM} Credential=${by.accessKeyId}/${scope}, SignedHeaders=${list}, Signature=${signature}`
    return signed
  }

  #keyOfDay(day: string, secret: string): KeyObject {
    if (this.#key && this.#keyOf === day + secret) return this.#key
    const key = [day, this.#region, this.#service, 'aws4_request'].reduce<Buffer>(
      (before, part) => createHmac('sha256', before).update(part).digest(),
      Buffer.from(`AWS4${secret}`),
    )
    this.#keyOf = day + secret
    this.#key = createSecretKey(key)
    return this.#key
  }
}

const SPACES = /\s+/g

/** 20260102T030405Z */
function amzDate(now: number): string {
  return new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')
}

/** The sent path encoded once more, without `.`, `..` and empty segments. */
function canonicalPath(path: string): string {
  if (path === '/') return path
  const segments: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(encodeSegment(segment))
  }
  const slash = segments.length > 0 && path.endsWith('/') ? '/' : ''
  return `/${segments.join('/')}${slash}`
}

/** Everything but letters, digits and `-._~`, as AWS wants it. */
export function encodeSegment(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
