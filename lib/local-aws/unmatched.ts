import { randomUUID } from 'node:crypto'
import { sendAnswer } from './send-answer.ts'
import type { LocalRequest, LocalResponse } from './service.ts'

/**
 * Whether a request that nobody but S3 would take is for another service of AWS: it names an operation
 * in a header, which S3's API never does, or it is signed for another service.
 */
export function isForNobodyHere({ headers }: LocalRequest): boolean {
  if (headers['x-amz-target'] !== undefined) return true
  const scope = /Credential=[^/,]+\/\d+\/[^/,]+\/([^/,]+)\/aws4_request/.exec(headers.authorization ?? '')
  return scope !== null && scope[1] !== 's3'
}

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
