import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import { type Check, ok, unknown, wrong } from './finding.ts'
import { nameOf, notSeen } from './not-seen.ts'

export const checkQueue: Check = {
  about: 'queue',
  async look({ queue, deployed }, abortSignal) {
    if (!queue) {
      return deployed
        ? [
            unknown(
              'the outputs do not name it. SQS console: one whose name holds IngestQueue is to be there.',
            ),
          ]
        : [ok('there is none here: whatever arrives is prepared at once.')]
    }
    const name = new URL(queue.url).pathname.split('/').at(-1)!
    try {
      const input = { QueueUrl: queue.url, AttributeNames: ['QueueArn' as const] }
      await queue.client.send(new GetQueueAttributesCommand(input), { abortSignal })
      return [ok(`${name} is there.`)]
    } catch (error) {
      if (!/QueueDoesNotExist|NonExistentQueue/.test(nameOf(error)))
        return [notSeen(name, 'sqs:GetQueueAttributes', error)]
      return [
        wrong(
          `there is no queue ${name}, so no document is prepared. It was deleted by hand; remove it from its stack or rename it in amplify/queue.ts, and deploy.`,
        ),
      ]
    }
  },
}
