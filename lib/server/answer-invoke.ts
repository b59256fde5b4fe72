import type { ServerResponse } from 'node:http'

/** Answers a call of a function as Lambda's Invoke does: an error of the function is an answer too. */
export function answerInvoke(response: ServerResponse, run: () => unknown): void {
  response.setHeader('content-type', 'application/json')
  try {
    response.end(JSON.stringify(run()))
  } catch (error) {
    const { name, message } = error as Error
    response.setHeader('x-amz-function-error', 'Unhandled')
    response.end(JSON.stringify({ errorType: name, errorMessage: message }))
  }
}
