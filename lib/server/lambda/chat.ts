import { askBot } from '../chat/ask-bot.ts'
import { deps } from '../deps.ts'
import { withRequestId } from '../request-id.ts'
import { methodOfEvent, requestOfEvent } from './request-of-event.ts'
import { sendResponse } from './send-response.ts'

// While loading: a bad setting stops the function before anybody asks.
deps()

/**
 * Questions at a Function URL that streams. The URL answers for CORS; nothing here may say a word about it,
 * since a browser refuses a header that comes twice.
 */
export const handler = awslambda.streamifyResponse((event, stream, { awsRequestId }) =>
  withRequestId(awsRequestId, async () => {
    await sendResponse(await answer(event), stream)
  }),
)

function answer(event: unknown): Promise<Response> | Response {
  // No request can be made of TRACE.
  if (methodOfEvent(event) !== 'POST')
    return new Response(null, { status: 405, headers: { allow: 'POST', 'cache-control': 'no-store' } })
  return askBot(requestOfEvent(event), { params: Promise.resolve({}) })
}
