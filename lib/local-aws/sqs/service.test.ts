import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  SendMessageCommand,
  type SendMessageCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { queuedDocument, sqsDocumentQueue } from '#lib/aws/sqs-document-queue.ts'
import { testAccount } from '../testing/aws-target.ts'
import { Queue } from './queue.ts'
import { type LocalSqs, serveSqs } from './service.ts'

const queue = new Queue({ name: 'documents', visibilityMs: 30_000, maxReceiveCount: 3 })
let sqs: LocalSqs
let client: SQSClient
beforeAll(async () => {
  sqs = await serveSqs({ account: testAccount, queues: [queue] })
  client = clientWith(testAccount.secretAccessKey)
})
afterAll(() => sqs.close())

function clientWith(secretAccessKey: string): SQSClient {
  const credentials = { accessKeyId: testAccount.accessKeyId, secretAccessKey }
  const { origin } = new URL(sqs.urlOf(queue))
  return new SQSClient({ region: testAccount.region, endpoint: origin, credentials, maxAttempts: 1 })
}

const send = (more: Partial<SendMessageCommandInput> = {}, from = client) =>
  from.send(new SendMessageCommand({ QueueUrl: sqs.urlOf(queue), MessageBody: 'hello', ...more }))

it('takes a message from the SDK, which checks its hash', async () => {
  const { MessageId, MD5OfMessageBody } = await send({ MessageBody: 'Füchse 🦊' })
  expect(queue.receive(1)).toMatchObject([{ id: MessageId, body: 'Füchse 🦊', md5: MD5OfMessageBody }])
})

it('takes documents, as our own adapter sends them', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', testAccount.accessKeyId)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', testAccount.secretAccessKey)
  const document = { ownerId: 'owner', botId: 'bot_1', id: 'doc_1' }
  await sqsDocumentQueue(testAccount.region, sqs.urlOf(queue))({ ...document, more: 'ignored' } as never)
  const [message] = queue.receive(1)
  expect(JSON.parse(message!.body)).toEqual({ document })
  expect(queuedDocument(JSON.parse(message!.body))).toEqual(document)
  expect(queuedDocument({ Records: [] })).toBeNull()
  vi.unstubAllEnvs()
})

it('takes what a bucket announces as it is', async () => {
  const event = '{"Records":[]}'
  expect((await fetch(sqs.notificationsOf(queue), { method: 'POST', body: event })).status).toBe(200)
  expect(queue.receive(1)).toMatchObject([{ body: event }])
})

it.each([
  ['another key', () => send({}, clientWith('wrong'))],
  ['a message of more than 1 MB', () => send({ MessageBody: 'x'.repeat(1_048_577) })],
  ['a delay, which it does not carry', () => send({ DelaySeconds: 5 })],
  ['a group with a blank in its name', () => send({ MessageGroupId: 'anna and ben' })],
])('refuses %s', async (_, call) => {
  await expect(call()).rejects.toMatchObject({ $fault: 'client' })
  expect(queue.receive(1)).toEqual([])
})

it('says which queue there is not, in a class of its own', async () => {
  const QueueUrl = sqs.urlOf(queue).replace('documents', 'other')
  await expect(send({ QueueUrl })).rejects.toBeInstanceOf(QueueDoesNotExist)
})

it('says which queue it is, and nothing else about it', async () => {
  const ask = (name: 'QueueArn' | 'ApproximateNumberOfMessages') =>
    client.send(new GetQueueAttributesCommand({ QueueUrl: sqs.urlOf(queue), AttributeNames: [name] }))
  expect((await ask('QueueArn')).Attributes?.QueueArn).toBe('arn:aws:sqs:us-east-1:000000000000:documents')
  await expect(ask('ApproximateNumberOfMessages')).rejects.toMatchObject({ $fault: 'client' })
})

it('refuses every other operation by its name', async () => {
  await expect(client.send(new GetQueueUrlCommand({ QueueName: 'documents' }))).rejects.toThrow('GetQueueUrl')
})
