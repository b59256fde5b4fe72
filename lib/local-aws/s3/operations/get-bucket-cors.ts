import type { Operation } from '../s3.ts'
import { S3Error } from '../s3-error.ts'
import { writeXml } from '../wire/xml-write.ts'

export const getBucketCors: Operation = async (call, { objects }) => {
  const { cors } = objects.bucket(call.bucket).settings
  if (cors.length === 0) {
    throw new S3Error('NoSuchCORSConfiguration', 404, 'The CORS configuration does not exist', {
      BucketName: call.bucket,
    })
  }
  const body = writeXml('CORSConfiguration', {
    CORSRule: cors.map(rule => ({
      ID: rule.id,
      AllowedOrigin: rule.allowedOrigins,
      AllowedMethod: rule.allowedMethods,
      AllowedHeader: rule.allowedHeaders,
      ExposeHeader: rule.exposeHeaders,
      MaxAgeSeconds: rule.maxAgeSeconds,
    })),
  })
  return { status: 200, body }
}
