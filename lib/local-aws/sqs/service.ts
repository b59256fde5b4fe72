import { createHash, randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { listenOnOnePort } from '../one-port.ts'
import { sendAnswer } from '../send-answer.ts'
import type { LocalAccount, LocalRequest, LocalResponse } from '../service.ts'
import { SignatureError, verifySignature } from '../sigv4.ts'
import type { Queue } from './queue.ts'
import { SqsError } from './sqs-error.ts'

/** Of a message, since August 2025. */
const MAX_MESSAGE_BYTES = 1_024 * 1_024

export interface LocalSqs {
  /** Of a queue, for SDK clients. */
  urlOf(queue: Queue): string
  /** Where a bucket's notifications go into a queue. */
  notificationsOf(queue: Queue): string
  close(): Promise<void>
}

/**
 * Amazon SQS on loopback, as much as sends: SendMessage in AWS JSON 1.0, signed, and GetQueueAttributes, as far as it
 * says which queue it is. Receiving is the event source's, see event-source.ts; every other operation is refused by
 * name. Queues are in memory.
 */
export async function serveSqs(options: {
  account: LocalAccount
  queues: Queue[]
  now?: () => Date
}): Promise<LocalSqs> {
  const { account, now = () => new Date() } = options
  const queues = new Map(options.queues.map(queue => [queue.options.name, queue]))
  const listener = await listenOnOnePort(0, (request, response) => void answer(request, response))
  const url = `http://127.0.0.1:${listener.port}`

  async function answer(request: LocalRequest, response: LocalResponse): Promise<void> {
    try {
      const body = await buffer(request)
      const notified = /^\/_notifications\/([\w-]+)$/.exec(request.url ?? '')?.[1]
      if (notified) {
        queueNamed(notified).send(body.toString())
        sendAnswer(response, 200, {})
      } else sendJson(response, 200, operate(request, body))
    } catch (error) {
      if (!(error instanceof SqsError)) console.error('local-aws: sqs failed', error)
      const said = error instanceof SqsError ? error : new SqsError('InternalFailure', '', 500)
      sendJson(response, said.status, said.body, said.headers)
    }
  }

  function operate(request: LocalRequest, body: Buffer): object {
    const { method = '', url: path = '', headers } = request
    const bodySha256 = createHash('sha256').update(body).digest('hex')
    try {
      verifySignature({ method, url: path, headers }, { account, service: 'sqs', now: now(), bodySha256 })
    } catch (error) {
      if (error instanceof SignatureError) throw new SqsError(error.code, error.message, 403)
      throw error
    }
    const operation = headers['x-amz-target']?.toString().replace(/^AmazonSQS\./, '') ?? ''
    if (operation === 'SendMessage') return sendMessage(body)
    if (operation === 'GetQueueAttributes') return getQueueAttributes(body)
    throw new SqsError('UnsupportedOperation', `The SQS on loopback has no operation ${operation}.`)
  }

  function getQueueAttributes(body: Buffer): object {
    const input = getQueueAttributesSchema.safeParse(JSON.parse(body.toString()))
    if (!input.success) throw new SqsError('InvalidParameterValue', z.prettifyError(input.error))
    const { options } = queueNamed(nameIn(input.data.QueueUrl))
    return { Attributes: { QueueArn: `arn:aws:sqs:${account.region}:000000000000:${options.name}` } }
  }

  function sendMessage(body: Buffer): object {
    const input = sendMessageSchema.safeParse(JSON.parse(body.toString()))
    if (!input.success) throw new SqsError('InvalidParameterValue', z.prettifyError(input.error))
    const { QueueUrl, MessageBody, MessageGroupId } = input.data
    if (Buffer.byteLength(MessageBody) > MAX_MESSAGE_BYTES) {
      throw new SqsError(
        'InvalidParameterValue',
        'One or more parameters are invalid. A message holds at most 1 MB.',
      )
    }
    const { id, md5 } = queueNamed(nameIn(QueueUrl)).send(MessageBody, MessageGroupId)
    return { MessageId: id, MD5OfMessageBody: md5 }
  }

  function queueNamed(name: string): Queue {
    const queue = queues.get(name)
    if (!queue) throw new SqsError('QueueDoesNotExist', 'The specified queue does not exist.')
    return queue
  }

  return {
    urlOf: queue => `${url}/000000000000/${queue.options.name}`,
    notificationsOf: queue => `${url}/_notifications/${queue.options.name}`,
    async close() {
      await listener.close()
      for (const queue of queues.values()) queue.close()
    },
  }
}

function nameIn(queueUrl: string): string {
  return new URL(queueUrl).pathname.split('/').at(-1)!
}

const getQueueAttributesSchema = z.strictObject({
  QueueUrl: z.url(),
  AttributeNames: z.tuple([z.literal('QueueArn')]),
})

/** Letters, digits and punctuation. On a standard queue it only says whose turn may be next: order is not promised. */
const groupId = z.string().regex(/^[!-~]{1,128}$/)
/** What else SendMessage can say, delays and attributes, is refused rather than passed over. */
const sendMessageSchema = z.strictObject({
  QueueUrl: z.url(),
  MessageBody: z.string().min(1),
  MessageGroupId: groupId.optional(),
})

function sendJson(
  response: LocalResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
) {
  sendAnswer(
    response,
    status,
    { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID(), ...headers },
    JSON.stringify(body),
  )
}
