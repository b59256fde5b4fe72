/** A refusal as SQS words it: in JSON, and in a header under the name that it had in the old protocol. */
export class SqsError extends Error {
  readonly status: number
  readonly body: object
  readonly headers: Record<string, string>

  constructor(code: string, message: string, status = 400) {
    super(message)
    this.name = code
    this.status = status
    this.body = { __type: `com.amazonaws.sqs#${code}`, message }
    const old = code === 'QueueDoesNotExist' ? 'AWS.SimpleQueueService.NonExistentQueue' : code
    this.headers = { 'x-amzn-query-error': `${old};${status < 500 ? 'Sender' : 'Receiver'}` }
  }
}
