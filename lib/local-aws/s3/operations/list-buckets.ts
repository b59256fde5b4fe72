import type { Operation } from '../s3.ts'
import { notImplemented } from '../s3-error.ts'
import { writeXml } from '../wire/xml-write.ts'

export const listBuckets: Operation = async (call, { objects, account }) => {
  const unknown = call.query.map(([name]) => name).find(name => PAGING.includes(name))
  if (unknown !== undefined) throw notImplemented(`ListBuckets with ${unknown}`)
  const names = [...objects.buckets.keys()].sort()
  const body = writeXml('ListAllMyBucketsResult', {
    Owner: { ID: account.accessKeyId },
    Buckets: {
      Bucket: names.map(name => ({ Name: name, CreationDate: objects.bucket(name).settings.createdAt })),
    },
  })
  return { status: 200, body }
}

const PAGING = ['max-buckets', 'continuation-token', 'prefix', 'bucket-region']
