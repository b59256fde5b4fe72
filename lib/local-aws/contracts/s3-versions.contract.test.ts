import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AwsTarget, openAwsTarget } from '../testing/aws-target.ts'
import { openS3Target, outcome, type S3Target } from '../testing/s3-test-bucket.ts'

let target: AwsTarget
let aws: S3Target
let Bucket: string
beforeAll(async () => {
  target = await openAwsTarget()
  aws = await openS3Target(target)
  Bucket = `${aws.bucket}-versions`
  await aws.client.send(new CreateBucketCommand({ Bucket }))
  await aws.client.send(new PutObjectCommand({ Bucket, Key: 'early', Body: 'before' }))
  await aws.client.send(
    new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
  )
})
afterAll(async () => {
  const { Versions = [], DeleteMarkers = [] } = await list('')
  for (const { Key, VersionId } of [...Versions, ...DeleteMarkers])
    await aws.client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }))
  await aws.client.send(new DeleteBucketCommand({ Bucket }))
  await aws.close()
  await target.close()
})

const put = (Key: string, Body: string) => aws.client.send(new PutObjectCommand({ Bucket, Key, Body }))
const remove = (Key: string, VersionId?: string) =>
  aws.client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }))
const list = (Prefix: string) => aws.client.send(new ListObjectVersionsCommand({ Bucket, Prefix }))
async function read(Key: string): Promise<string> {
  const { Body } = await aws.client.send(new GetObjectCommand({ Bucket, Key }))
  return (await Body?.transformToString()) ?? ''
}

describe('a bucket', () => {
  it('keeps no versions until that is switched on', async () => {
    const versioning = async (Bucket: string) =>
      (await aws.client.send(new GetBucketVersioningCommand({ Bucket }))).Status
    expect([await versioning(aws.bucket), await versioning(Bucket)]).toEqual([undefined, 'Enabled'])
    const { VersionId } = await aws.client.send(
      new PutObjectCommand({ Bucket: aws.bucket, Key: 'plain', Body: 'x' }),
    )
    expect(VersionId).toBeUndefined()
  })

  it('calls null what is there from before, and keeps it', async () => {
    expect((await list('early')).Versions).toMatchObject([{ VersionId: 'null', IsLatest: true }])
    await put('early', 'after')
    expect((await list('early')).Versions).toMatchObject([{ IsLatest: true }, { VersionId: 'null' }])
    expect(await read('early')).toBe('after')
  })

  it('is not deleted while anything is kept in it', async () => {
    expect(await outcome(aws.client.send(new DeleteBucketCommand({ Bucket })))).toBe('BucketNotEmpty 409')
  })
})

describe('an object', () => {
  it('is kept behind a delete marker, and there again without it', async () => {
    const { VersionId: first } = await put('there', 'one')
    const { VersionId: second } = await put('there', 'two')
    const marker = await remove('there')
    expect(marker).toMatchObject({ DeleteMarker: true, VersionId: expect.any(String) })
    expect(await outcome(read('there'))).toBe('NoSuchKey 404')
    expect(await outcome(aws.client.send(new HeadObjectCommand({ Bucket, Key: 'there' })))).toMatch(/ 404$/)
    const { Contents = [] } = await aws.client.send(new ListObjectsV2Command({ Bucket, Prefix: 'there' }))
    expect(Contents).toEqual([])
    const { Versions, DeleteMarkers } = await list('there')
    expect(Versions).toMatchObject([
      { VersionId: second, IsLatest: false, Size: 3 },
      { VersionId: first, IsLatest: false },
    ])
    expect(DeleteMarkers).toMatchObject([{ VersionId: marker.VersionId, IsLatest: true }])

    expect(await remove('there', marker.VersionId)).toMatchObject({ DeleteMarker: true })
    expect(await read('there')).toBe('two')
    const head = await aws.client.send(new HeadObjectCommand({ Bucket, Key: 'there' }))
    expect(head.VersionId).toBe(second)
    await remove('there', second)
    expect(await read('there')).toBe('one')
    await remove('there', first)
    expect(await outcome(read('there'))).toBe('NoSuchKey 404')
  })

  it('leaves a marker wherever it is deleted, and a version however it is made', async () => {
    await put('many/a', 'a')
    const copied = await aws.client.send(
      new CopyObjectCommand({ Bucket, Key: 'many/b', CopySource: `${Bucket}/many/a` }),
    )
    expect(copied.VersionId).toEqual(expect.any(String))
    const Objects = [{ Key: 'many/a' }, { Key: 'many/b' }]
    const { Deleted } = await aws.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }))
    expect(Deleted).toMatchObject([{ DeleteMarker: true }, { DeleteMarker: true }])
    expect((await list('many/')).Versions).toHaveLength(2)
    await remove('never-there')
    expect((await list('never-there')).DeleteMarkers).toHaveLength(1)
  })

  it('is refused a version that can be none, and not one that is gone', async () => {
    const { VersionId } = await put('gone', 'x')
    await remove('gone', VersionId)
    expect(await outcome(remove('gone', VersionId))).toBe('done')
    expect(await outcome(remove('gone', 'no version'))).toBe('InvalidArgument 400')
  })
})

it('a list of versions comes in pages, that break inside an object too', async () => {
  for (const key of ['page/a', 'page/ä b', 'page/c']) for (const body of ['1', '2', '3']) await put(key, body)
  await remove('page/c')
  const wanted = [
    ...['page/a', 'page/a', 'page/a', 'page/c', 'page/c', 'page/c', 'page/c'],
    ...['page/ä b', 'page/ä b', 'page/ä b'],
  ]
  for (const MaxKeys of [1, 2, 3, 1000]) {
    const keys: string[] = []
    const ids = new Set<string>()
    let marker: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {}
    while (marker) {
      const page: ListObjectVersionsCommandOutput = await aws.client.send(
        new ListObjectVersionsCommand({ Bucket, Prefix: 'page/', MaxKeys, ...marker }),
      )
      for (const { Key, VersionId } of [...(page.DeleteMarkers ?? []), ...(page.Versions ?? [])]) {
        keys.push(Key!)
        ids.add(VersionId!)
      }
      const { IsTruncated, NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page
      marker = IsTruncated ? { KeyMarker, VersionIdMarker } : undefined
    }
    expect(keys.toSorted()).toEqual(wanted.toSorted())
    expect(ids.size).toBe(wanted.length)
  }
})
