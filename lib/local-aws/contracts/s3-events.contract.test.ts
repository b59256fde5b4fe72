import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { openAwsTarget, testAccount } from '../testing/aws-target.ts'
import { type ChildServer, startChild } from '../testing/child-server.ts'
import { onlyLocally } from '../testing/only-locally.ts'
import { type EventReceiver, startEventReceiver } from '../testing/s3-event-receiver.ts'
import { openS3Target } from '../testing/s3-test-bucket.ts'

let receiver: EventReceiver
let folder: string
beforeEach(async () => {
  receiver = await startEventReceiver()
  folder = await mkdtemp(join(tmpdir(), 'docent-s3-'))
})
afterEach(async () => {
  await receiver.close()
  await rm(folder, { recursive: true, force: true })
})

const connect = (server: ChildServer) =>
  new S3Client({
    region: testAccount.region,
    endpoint: server.endpoint,
    credentials: testAccount,
    forcePathStyle: true,
    maxAttempts: 1,
  })

onlyLocally(
  'the real S3 cannot reach this machine',
  'every way to create an object is told, by its name',
  async () => {
    const target = await openAwsTarget({ objectCreatedUrl: receiver.url })
    const aws = await openS3Target(target)
    const { client, bucket: Bucket } = aws
    const Key = 'uploads/a b+ü.txt'
    await client.send(new PutObjectCommand({ Bucket, Key: 'texts/quiet', Body: 'x' }))
    const { ETag } = await client.send(new PutObjectCommand({ Bucket, Key, Body: 'body' }))
    const CopySource = encodeURI(`${Bucket}/texts/quiet`)
    await client.send(new CopyObjectCommand({ Bucket, Key: 'uploads/copy', CopySource }))
    const post = await createPresignedPost(client, { Bucket, Key: 'uploads/post' })
    const form = new FormData()
    for (const [name, value] of Object.entries(post.fields)) form.append(name, value)
    form.append('file', new Blob(['posted']))
    expect((await fetch(post.url, { method: 'POST', body: form })).status).toBe(204)
    const parts = { Bucket, Key: 'uploads/parts' }
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(parts))
    const part = await client.send(new UploadPartCommand({ ...parts, UploadId, PartNumber: 1, Body: 'part' }))
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: part.ETag }] }
    await client.send(new CompleteMultipartUploadCommand({ ...parts, UploadId, MultipartUpload }))

    await expect
      .poll(() => receiver.received.map(event => event.eventName).sort())
      .toEqual([
        'ObjectCreated:CompleteMultipartUpload',
        'ObjectCreated:Copy',
        'ObjectCreated:Post',
        'ObjectCreated:Put',
      ])
    const told = receiver.received.find(event => event.eventName === 'ObjectCreated:Put')!
    expect(told.s3).toMatchObject({
      bucket: { name: Bucket },
      object: { key: 'uploads/a+b%2B%C3%BC.txt', size: 4, eTag: ETag!.replaceAll('"', '') },
    })
    await aws.close()
    await target.close()
  },
)

onlyLocally('the real S3 cannot reach this machine', 'an event is told again until it is taken', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const target = await openAwsTarget({ objectCreatedUrl: receiver.url })
  const aws = await openS3Target(target)
  receiver.answers.push(503, 500)
  await aws.client.send(new PutObjectCommand({ Bucket: aws.bucket, Key: 'uploads/a', Body: 'x' }))
  await expect.poll(() => receiver.received.length, { timeout: 5000 }).toBe(3)
  expect(new Set(receiver.received.map(event => event.s3.object.sequencer)).size).toBe(1)
  expect(warn).toHaveBeenCalledTimes(1)
  warn.mockRestore()
  await aws.close()
  await target.close()
})

onlyLocally(
  'the real S3 cannot be killed',
  'an event not taken before kill -9 is told after the restart, and one that was taken is not',
  async () => {
    const first = await startChild(folder, '--notify', receiver.url)
    const client = connect(first)
    await client.send(new CreateBucketCommand({ Bucket: 'events' }))
    const put = (Key: string) => client.send(new PutObjectCommand({ Bucket: 'events', Key, Body: Key }))
    await put('uploads/taken')
    await expect.poll(() => receiver.received.length).toBe(1)
    receiver.answers.push(...Array.from({ length: 100 }, () => 503))
    await put('uploads/refused')
    await put('uploads/deleted')
    await client.send(new DeleteObjectCommand({ Bucket: 'events', Key: 'uploads/deleted' }))
    await expect.poll(() => receiver.received.length).toBeGreaterThan(2)
    await first.stop('SIGKILL')
    client.destroy()
    receiver.received.length = 0
    receiver.answers.length = 0

    const second = await startChild(folder, '--notify', receiver.url)
    await expect.poll(() => receiver.received.map(event => event.s3.object.key)).toEqual(['uploads/refused'])
    expect(await second.stop('SIGTERM')).toBe(0)
    expect(receiver.received).toHaveLength(1)
  },
)

onlyLocally(
  'the real S3 cannot be killed',
  'after kill -9 every acknowledged object is whole, none is torn, and every one was or is told',
  async () => {
    const acknowledged = new Map<string, number>()
    for (let round = 0; round < 3; round++) {
      const server = await startChild(folder, '--notify', receiver.url)
      const client = connect(server)
      if (round === 0) await client.send(new CreateBucketCommand({ Bucket: 'durable' }))
      await putUntilKilled(client, server, acknowledged, round)
      client.destroy()
    }
    expect(acknowledged.size).toBeGreaterThan(30)

    const server = await startChild(folder, '--notify', receiver.url)
    const client = connect(server)
    const found = await readEverything(client)
    for (const [key, version] of acknowledged) {
      expect(found.get(key), key).toBeGreaterThanOrEqual(version)
    }
    const told = () => new Set(receiver.received.map(event => event.s3.object.key))
    await expect
      .poll(() => [...acknowledged.keys()].filter(key => !told().has(key)), { timeout: 10_000 })
      .toEqual([])
    client.destroy()
    expect(await server.stop('SIGTERM')).toBe(0)
  },
)

/** Several writers, new keys and old ones, small and large; the server is killed under them. */
async function putUntilKilled(
  client: S3Client,
  server: ChildServer,
  acknowledged: Map<string, number>,
  round: number,
): Promise<void> {
  let answers = 0
  let killed: Promise<unknown> | undefined
  const writer = async (number: number) => {
    for (let version = round * 1000; killed === undefined; version++) {
      const Key = `uploads/${number}-${version % 25}`
      try {
        await client.send(new PutObjectCommand({ Bucket: 'durable', Key, Body: bodyOf(version) }))
      } catch (error) {
        if (killed === undefined) throw error
        return
      }
      acknowledged.set(Key, version)
      answers += 1
      if (answers === 40) killed = server.stop('SIGKILL')
    }
  }
  await Promise.all([0, 1, 2, 3].map(writer))
  await killed
}

/** Says which version it is, at both ends and all along. */
function bodyOf(version: number): Buffer {
  return Buffer.alloc(8 + (version % 5) * 80_000, `v${version}|`.padStart(8, '-'))
}

/** Version by key; throws when an object is not exactly one version. */
async function readEverything(client: S3Client): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: 'durable' }))
  for (const { Key } of Contents) {
    const { Body } = await client.send(
      new GetObjectCommand({ Bucket: 'durable', Key, ChecksumMode: 'ENABLED' }),
    )
    const bytes = Buffer.from(await Body!.transformToByteArray())
    const version = Number(/^-*v(\d+)\|/.exec(bytes.toString('latin1', 0, 8))![1])
    expect(bytes.equals(bodyOf(version)), Key).toBe(true)
    found.set(Key!, version)
  }
  return found
}
