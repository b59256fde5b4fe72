import type { Operation } from '../s3.ts'
import { malformedXml, S3Error } from '../s3-error.ts'
import type { CorsRule } from '../wire/cors.ts'
import { receiveText } from '../wire/receive-body.ts'
import { childrenNamed, childText, expectOnly, readXml, type XmlElement } from '../wire/xml-read.ts'

export const putBucketCors: Operation = async (call, { objects }) => {
  const bucket = objects.bucket(call.bucket)
  const { text } = await receiveText(call, MAX_BODY_BYTES)
  const root = readXml(text, 'CORSConfiguration')
  expectOnly(root, ['CORSRule'])
  const rules = childrenNamed(root, 'CORSRule').map(readRule)
  if (rules.length === 0 || rules.length > MAX_RULES) throw malformedXml()
  await objects.changeBucket(bucket, { cors: rules })
  return { status: 200 }
}

/** S3's limits. */
const MAX_BODY_BYTES = 64 * 1024
const MAX_RULES = 100
const METHODS = ['GET', 'PUT', 'HEAD', 'POST', 'DELETE']

function readRule(element: XmlElement): CorsRule {
  expectOnly(element, [
    'ID',
    'AllowedOrigin',
    'AllowedMethod',
    'AllowedHeader',
    'ExposeHeader',
    'MaxAgeSeconds',
  ])
  const texts = (name: string) => childrenNamed(element, name).map(child => child.text)
  const rule = {
    id: childText(element, 'ID'),
    allowedOrigins: texts('AllowedOrigin'),
    allowedMethods: texts('AllowedMethod'),
    allowedHeaders: texts('AllowedHeader'),
    exposeHeaders: texts('ExposeHeader'),
    maxAgeSeconds: readSeconds(childText(element, 'MaxAgeSeconds')),
  }
  if (rule.allowedOrigins.length === 0 || rule.allowedMethods.length === 0) throw malformedXml()
  const method = rule.allowedMethods.find(name => !METHODS.includes(name))
  if (method !== undefined) {
    throw invalid(`Found unsupported HTTP method in CORS config. Unsupported method is ${method}`)
  }
  const pattern = [...rule.allowedOrigins, ...rule.allowedHeaders].find(text => text.split('*').length > 2)
  if (pattern !== undefined) throw invalid(`"${pattern}" can not have more than one wildcard.`)
  return rule
}

function readSeconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,9}$/.test(text)) throw malformedXml()
  return Number(text)
}

function invalid(message: string): S3Error {
  return new S3Error('InvalidRequest', 400, message)
}
