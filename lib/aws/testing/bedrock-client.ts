import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { type BedrockPlace, bedrockConfig } from '../bedrock-place.ts'

/** With the SDK's own waits in between about a second: a visitor is looking on. */
const ATTEMPTS = 4

/** Every answer under way holds one to its end; more than this in one process is a queue anyway. */
const MAX_CONNECTIONS = 1_000

/**
 * Speaks HTTP/1.1 over connections that are kept. The SDK's own choice, HTTP/2, opens a new session for each
 * call, which costs a question two more TLS handshakes before its first word.
 */
export function bedrockClient(place: BedrockPlace, maxAttempts = ATTEMPTS): BedrockRuntimeClient {
  const agent = { keepAlive: true, maxSockets: MAX_CONNECTIONS }
  return new BedrockRuntimeClient({
    ...bedrockConfig(place),
    maxAttempts,
    requestHandler: new NodeHttpHandler({ httpAgent: agent, httpsAgent: agent }),
  })
}
