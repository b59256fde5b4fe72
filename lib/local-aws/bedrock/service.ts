import type { LocalAccount, LocalRequest, LocalResponse, LocalService } from '../service.ts'
import { SignatureError, verifySignature } from '../sigv4.ts'
import { BedrockError } from './bedrock-error.ts'
import { type CallLog, createCallLog } from './call-log.ts'
import { askCatalogue, isCatalogue } from './catalogue.ts'
import { converse } from './converse.ts'
import { converseStream } from './converse-stream.ts'
import { createEncoder } from './encoder/encoder.ts'
import { type Exchange, openExchange, sendError, sendJson } from './exchange.ts'
import { invokeTitan } from './invoke-titan.ts'
import type { LocalModel } from './local-model.ts'
import { createAccessBook } from './model-access.ts'
import { parseRerankRequest, rerank } from './rerank.ts'
import { createScript } from './script.ts'
import { answerTestControl } from './test-control.ts'

/**
 * Bedrock on loopback: InvokeModel for Titan Text Embeddings V2, Converse and ConverseStream for any
 * plausible chat model, Rerank of the agent runtime. Chats are answered by `localModel` (the address of an
 * OpenAI-compatible server) when given, else by a writer that serves tests. Its catalogue tells what the
 * account may call. Every call's signature is checked. Keeps nothing on disk.
 */
export async function createBedrock(options: {
  account: LocalAccount
  localModel?: LocalModel
  now?: () => Date
}): Promise<LocalService> {
  const { account, localModel } = options
  const now = options.now ?? (() => new Date())
  const script = createScript(() => performance.now())
  const calls = createCallLog()
  const access = createAccessBook()
  const encoder = createEncoder()

  async function callModel(request: LocalRequest, response: LocalResponse): Promise<void> {
    const exchange = openExchange(request, response)
    try {
      const body = await exchange.readBody()
      if (body === undefined) return
      verifySignature(
        { method: request.method ?? '', url: request.url ?? '', headers: request.headers },
        { account, service: 'bedrock', now: now(), bodySha256: body.sha256 },
      )
      if (isCatalogue(pathOf(request))) {
        return sendJson(exchange, 200, askCatalogue(request.method ?? '', pathOf(request), account, access))
      }
      const { model, operation, reranked } = readOperation(request, body.bytes)
      const call = openCall(calls, exchange, { model, operation, at: now() })
      try {
        access.check(model)
        if (reranked) {
          await rerank({ exchange, call, request: reranked, script, encoder })
        } else if (operation === 'InvokeModel') {
          await invokeTitan({ exchange, call, model, body: body.bytes, script, encoder })
        } else {
          const answer = operation === 'Converse' ? converse : converseStream
          await answer({ exchange, call, model, body: body.bytes, script, localModel })
        }
      } catch (error) {
        if (!exchange.gone.aborted)
          call.error = error instanceof BedrockError ? error.code : 'InternalServerException'
        throw error
      }
    } catch (error) {
      if (exchange.gone.aborted) return
      sendError(exchange, asBedrockError(error))
    }
  }

  return {
    name: 'bedrock',
    matches: request =>
      (/^\/(?:model|rerank|_bedrock)(?:\/|$)/.test(pathOf(request)) || isCatalogue(pathOf(request))) &&
      !request.headers.authorization?.includes('/s3/aws4_request'),
    async handle(request, response) {
      if (!pathOf(request).startsWith('/_bedrock')) return callModel(request, response)
      const exchange = openExchange(request, response)
      try {
        await answerTestControl({ request, exchange, account, script, calls, access })
      } catch (error) {
        if (exchange.gone.aborted) return
        sendError(exchange, asBedrockError(error))
      }
    },
    close: () => encoder.close(),
  }
}

const OPERATIONS: Record<string, string> = {
  invoke: 'InvokeModel',
  converse: 'Converse',
  'converse-stream': 'ConverseStream',
}

function readOperation(request: LocalRequest, body: Buffer) {
  if (request.method !== 'POST' || pathOf(request) !== '/rerank') {
    return { ...readPath(request), reranked: null }
  }
  const reranked = parseRerankRequest(body)
  const { modelArn: model } = reranked.rerankingConfiguration.bedrockRerankingConfiguration.modelConfiguration
  return { model, operation: 'Rerank', reranked }
}

function readPath(request: LocalRequest): { model: string; operation: string } {
  const [, model, action, ...rest] = pathOf(request).slice(1).split('/')
  const operation = OPERATIONS[action ?? '']
  if (request.method !== 'POST' || !model || operation === undefined || rest.length > 0) {
    throw new BedrockError(
      'UnknownOperationException',
      `${request.method} ${pathOf(request)} is no operation of this loopback Bedrock; it has InvokeModel, Converse, ConverseStream and Rerank.`,
    )
  }
  try {
    return { model: decodeURIComponent(model), operation }
  } catch (cause) {
    throw new BedrockError('ValidationException', 'The provided model identifier is invalid.', { cause })
  }
}

function pathOf(request: LocalRequest): string {
  return (request.url ?? '').split('?', 1)[0]!
}

function openCall(
  calls: CallLog,
  exchange: Exchange,
  { model, operation, at }: { model: string; operation: string; at: Date },
) {
  const call = calls.open(model, operation, at)
  exchange.gone.addEventListener('abort', () => {
    call.aborted = true
  })
  return call
}

function asBedrockError(error: unknown): BedrockError {
  if (error instanceof BedrockError) return error
  if (error instanceof SignatureError) return fromSignatureError(error)
  console.error('local-aws: bedrock failed', error)
  return new BedrockError(
    'InternalServerException',
    'The server encountered an internal error. Retry the request.',
    {
      cause: error,
    },
  )
}

function fromSignatureError(error: SignatureError): BedrockError {
  const options = { cause: error }
  switch (error.code) {
    case 'MissingAuthenticationToken':
      return new BedrockError('MissingAuthenticationTokenException', 'Missing Authentication Token', options)
    case 'InvalidClientTokenId':
      return new BedrockError(
        'UnrecognizedClientException',
        'The security token included in the request is invalid.',
        options,
      )
    case 'IncompleteSignature':
      return new BedrockError('IncompleteSignatureException', error.message, options)
    case 'ExpiredToken':
      return new BedrockError('InvalidSignatureException', `Signature expired: ${error.message}`, options)
    case 'SignatureDoesNotMatch':
      return new BedrockError('InvalidSignatureException', error.message, options)
  }
}
