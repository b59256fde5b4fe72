import type { Operation } from '../s3.ts'
import { S3Error } from '../s3-error.ts'
import { headerValue } from '../wire/call.ts'
import { corsHeaders } from '../wire/cors.ts'

/** A browser's question before it sends; never signed. */
export const preflight: Operation = async (call, { objects }) => {
  const origin = headerValue(call, 'origin')
  const method = headerValue(call, 'access-control-request-method')
  if (origin === undefined || method === undefined) {
    throw new S3Error('BadRequest', 400, 'Insufficient information. Origin request header needed.')
  }
  const headers = (headerValue(call, 'access-control-request-headers') ?? '')
    .split(',')
    .map(name => name.trim().toLowerCase())
    .filter(name => name !== '')
  const rules = objects.buckets.get(call.bucket)?.settings.cors ?? []
  if (rules.length === 0) throw forbidden('CORS is not enabled for this bucket.')
  const allowed = corsHeaders(rules, { origin, method, headers })
  if (allowed === undefined) throw forbidden('This CORS request is not allowed.')
  return { status: 200, headers: allowed }
}

function forbidden(why: string): S3Error {
  return new S3Error('AccessForbidden', 403, `CORSResponse: ${why}`)
}
