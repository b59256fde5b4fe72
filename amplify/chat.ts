import { Duration } from 'aws-cdk-lib'
import {
  type FunctionUrl,
  FunctionUrlAuthType,
  HttpMethod,
  InvokeMode,
  type Function as LambdaFunction,
} from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { docentFunction } from './docent-function.ts'
import { answering } from './permissions.ts'
import { functionEnvironment, type Resources } from './resources.ts'

/** One whole processor, so that the first word does not wait for a share of one; also room for the passages. */
const MEMORY_MB = 1_769
/** Passages of bots in use: what the runtime, the SDK and the search itself leave of the memory, with room. */
const INDEX_MB = 768
/** The longest answer takes a minute; who waits for more has gone. */
const SECONDS = 120
/** A function is not told that its caller has gone: it looks. One read a second costs nothing beside the tokens. */
const STOP_POLL_SECONDS = 1
/** Browsers ask again after this long whether they may; Chromium keeps it no longer than two hours. */
const CORS_HOURS = 2

/** Amplify Hosting does not stream, so questions come here. */
export function chat(
  scope: Construct,
  code: string,
  resources: Resources,
): { function: LambdaFunction; url: FunctionUrl } {
  const answerer = docentFunction(scope, 'Chat', {
    description: 'Answers questions as a stream',
    code,
    memoryMb: MEMORY_MB,
    seconds: SECONDS,
    environment: {
      ...functionEnvironment(resources),
      DOCENT_INDEX_MEGABYTES: String(INDEX_MB),
      DOCENT_STOP_POLL_SECONDS: String(STOP_POLL_SECONDS),
    },
    permissions: answering(resources),
    // Its own share, also when everything else of the account is busy, and no more: what a flood may cost ends there.
    ...(resources.parameters.reserveConcurrency && { concurrency: resources.parameters.chatConcurrency }),
  })
  const url = answerer.addFunctionUrl({
    // Every call carries a ticket of ours, checked before anything is spent.
    authType: FunctionUrlAuthType.NONE,
    invokeMode: InvokeMode.RESPONSE_STREAM,
    // Said here only: a browser refuses a header that comes twice.
    cors: {
      allowedOrigins: [...new Set([resources.parameters.publicUrl, resources.parameters.embedUrl])],
      allowedMethods: [HttpMethod.POST],
      allowedHeaders: ['authorization', 'content-type'],
      exposedHeaders: ['x-request-id', 'retry-after'],
      maxAge: Duration.hours(CORS_HOURS),
    },
  })
  return { function: answerer, url }
}
