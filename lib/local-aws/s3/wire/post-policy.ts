import type { LocalAccount } from '../../service.ts'
import { hmac, isSignature, signingKey } from '../../sigv4.ts'
import { invalidArgument, S3Error } from '../s3-error.ts'

/**
 * Checks a POST form against the policy it carries: signed by the account, not expired, every condition met and
 * every field covered by one. `fields` by lower-case name. Returns the sizes the file may have, in bytes.
 * Source: "Creating an HTML form (using AWS Signature Version 4)" and "POST policy", Amazon S3 API reference.
 */
export function checkPostPolicy(
  fields: Map<string, string>,
  options: { account: LocalAccount; bucket: string; now: Date },
): { minBytes: number; maxBytes: number } {
  const encoded = fields.get('policy')
  if (encoded === undefined) throw new S3Error('AccessDenied', 403, 'Access Denied')
  checkPolicySignature(encoded, fields, options.account)
  const policy = parsePolicy(encoded)
  if (options.now.getTime() >= policy.expires) throw refused('Policy expired.')

  const sizes = { minBytes: 0, maxBytes: MAX_POST_BYTES }
  const values = new Map([...fields, ['bucket', options.bucket]])
  const covered = new Set(NEED_NO_CONDITION)
  for (const condition of policy.conditions) {
    if (condition.kind === 'size') {
      sizes.minBytes = Math.max(sizes.minBytes, condition.min)
      sizes.maxBytes = Math.min(sizes.maxBytes, condition.max)
      continue
    }
    const value = values.get(condition.field) ?? ''
    const met = condition.kind === 'eq' ? value === condition.value : value.startsWith(condition.value)
    if (!met) throw refused(`Policy Condition failed: ${condition.source}`)
    covered.add(condition.field)
  }
  const extra = [...values.keys()].filter(field => !covered.has(field) && !field.startsWith('x-ignore-'))
  if (extra.length > 0) throw refused(`Extra input fields: ${extra.join(', ')}`)
  return sizes
}

/** S3's limit on one POST or PUT: 5 GiB. */
export const MAX_POST_BYTES = 5 * 1024 ** 3
const NEED_NO_CONDITION = ['policy', 'x-amz-signature', 'file']

type Condition =
  | { kind: 'size'; min: number; max: number }
  | { kind: 'eq' | 'starts-with'; field: string; value: string; source: string }

function checkPolicySignature(policy: string, fields: Map<string, string>, account: LocalAccount) {
  const field = (name: string) => {
    const value = fields.get(name)
    if (!value) throw invalidArgument(`Bucket POST must contain a field named '${name}'.`)
    return value
  }
  if (field('x-amz-algorithm') !== 'AWS4-HMAC-SHA256') {
    throw invalidArgument('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256".')
  }
  const [accessKeyId, day, ...scope] = field('x-amz-credential').split('/')
  const signature = field('x-amz-signature')
  // A session token belongs to temporary credentials, and this account only has a permanent key.
  if (accessKeyId !== account.accessKeyId || fields.has('x-amz-security-token')) {
    const message = 'The AWS Access Key Id you provided does not exist in our records.'
    throw new S3Error('InvalidAccessKeyId', 403, message)
  }
  const wanted = `${account.region}/s3/aws4_request`
  if (!day || scope.join('/') !== wanted || !field('x-amz-date').startsWith(day)) {
    throw new S3Error('AuthorizationQueryParametersError', 400, `The credential must be scoped to ${wanted}.`)
  }
  const key = signingKey(account.secretAccessKey, day, account.region, 's3')
  if (!isSignature(hmac(key, policy), signature)) {
    const message = 'The request signature we calculated does not match the signature you provided.'
    throw new S3Error('SignatureDoesNotMatch', 403, message)
  }
}

function parsePolicy(encoded: string): { expires: number; conditions: Condition[] } {
  let policy: unknown
  try {
    policy = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'))
  } catch (cause) {
    if (cause instanceof SyntaxError) throw invalidPolicy('not JSON', { cause })
    throw cause
  }
  if (typeof policy !== 'object' || policy === null) throw invalidPolicy('not an object')
  const { expiration, conditions } = policy as Record<string, unknown>
  const expires = typeof expiration === 'string' ? Date.parse(expiration) : NaN
  if (Number.isNaN(expires)) throw invalidPolicy("'expiration' is not a time")
  if (!Array.isArray(conditions)) throw invalidPolicy("'conditions' is not a list")
  return { expires, conditions: conditions.flatMap(parseCondition) }
}

function parseCondition(condition: unknown): Condition[] {
  const source = JSON.stringify(condition)
  if (Array.isArray(condition) && condition.length === 3) {
    const [operator, first, second] = condition
    const kind = typeof operator === 'string' ? operator.toLowerCase() : ''
    if (kind === 'content-length-range') {
      const [min, max] = [Number(first), Number(second)]
      if (Number.isSafeInteger(min) && Number.isSafeInteger(max)) return [{ kind: 'size', min, max }]
    }
    if (
      (kind === 'eq' || kind === 'starts-with') &&
      typeof first === 'string' &&
      typeof second === 'string'
    ) {
      if (first.startsWith('$')) return [{ kind, field: first.slice(1).toLowerCase(), value: second, source }]
    }
  } else if (typeof condition === 'object' && condition !== null && !Array.isArray(condition)) {
    return Object.entries(condition).map(([field, value]) => {
      if (typeof value !== 'string') throw invalidPolicy(source)
      const equal = JSON.stringify(['eq', `$${field}`, value])
      return { kind: 'eq', field: field.toLowerCase(), value, source: equal }
    })
  }
  throw invalidPolicy(source)
}

function refused(why: string): S3Error {
  return new S3Error('AccessDenied', 403, `Invalid according to Policy: ${why}`)
}

function invalidPolicy(why: string, options?: ErrorOptions): S3Error {
  return new S3Error('InvalidPolicyDocument', 400, `Invalid Policy: ${why}.`, {}, options)
}
