import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { z } from 'zod'
import { PATIENCE } from './patience.ts'

/** What has to be known of a document to work on it. */
const documentSchema = z.object({ ownerId: z.string(), botId: z.string(), id: z.string() })
export type QueuedKey = z.infer<typeof documentSchema>

const messageSchema = z.object({ document: documentSchema })

/** Sends documents to the queue that the ingestion works off. */
export function sqsDocumentQueue(region: string, url: string): (key: QueuedKey) => Promise<void> {
  // The queue's own address says where SQS answers.
  const client = new SQSClient({ region, endpoint: new URL(url).origin, requestHandler: PATIENCE })
  return async ({ ownerId, botId, id }) => {
    const message: z.infer<typeof messageSchema> = { document: { ownerId, botId, id } }
    // A standard queue lets the groups take turns: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html
    const send = { QueueUrl: url, MessageBody: JSON.stringify(message), MessageGroupId: ownerId }
    await client.send(new SendMessageCommand(send))
  }
}

/** The document in a message of ours; null where it is somebody else's message. */
export function queuedDocument(message: unknown): QueuedKey | null {
  return messageSchema.safeParse(message).data?.document ?? null
}
