import { randomUUID } from 'node:crypto'
import { sendAnswer } from './send-answer.ts'
import type { LocalRequest, LocalResponse } from './service.ts'

/**
 * The answer to a request that no service here claims, in the shape that an AWS front door gives to
 * an operation it has never heard of, so that an SDK client reports it by name.
 */
export function answerUnmatched(request: LocalRequest, response: LocalResponse): void {
  const wanted = request.headers['x-amz-target'] ?? `${request.method} ${request.url}`
  const body = JSON.stringify({
    __type: 'com.amazon.coral.service#UnknownOperationException',
    message: `The AWS on loopback has no service for ${wanted}.`,
  })
  request.resume()
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-requestid': randomUUID(),
    'x-amzn-errortype': 'UnknownOperationException',
  }
  sendAnswer(response, 404, headers, body)
}
