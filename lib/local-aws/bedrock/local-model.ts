import { BedrockError, StreamFailure } from './bedrock-error.ts'
import { type ChatEvent, estimateTokens, inputTokens, type StopReason } from './chat-event.ts'
import type { ConverseRequest } from './converse-request.ts'
import { readServerSentData } from './server-sent-data.ts'

/** An OpenAI-compatible server, e.g. Ollama's http://127.0.0.1:11434, with or without /v1. */
export interface LocalModel {
  url: string
  /** The model to ask for; empty or absent: the server's first. */
  name?: string
  key?: string
}

/**
 * Forwards a chat to the local model and translates its stream. 429 becomes ThrottlingException and every other
 * refusal ModelErrorException; a failure after the first word modelStreamErrorException. Aborting `gone` closes
 * the connection to the model.
 */
export async function* chatWithLocalModel(options: {
  localModel: LocalModel
  request: ConverseRequest
  gone: AbortSignal
}): AsyncGenerator<ChatEvent> {
  const { localModel, request, gone } = options
  const response = await ask(localModel, '/chat/completions', gone, {
    model: localModel.name || (await firstModel(localModel, gone)),
    messages: [
      ...(request.system === '' ? [] : [{ role: 'system', content: request.system }]),
      ...request.messages.map(({ role, text }) => ({ role, content: text })),
    ],
    stream: true,
    stream_options: { include_usage: true },
    max_tokens: request.maxTokens,
    temperature: request.temperature,
    top_p: request.topP,
    stop: request.stopSequences.length > 0 ? request.stopSequences : undefined,
  })

  let said = ''
  let stop: StopReason = 'end_turn'
  let usage = { prompt: inputTokens(request), completion: undefined as number | undefined }
  try {
    for await (const data of readServerSentData(response.body!)) {
      const chunk = JSON.parse(data) as StreamChunk
      if (chunk.error) {
        const said = withoutKey(chunk.error.message ?? '', localModel)
        throw new Error(said || 'The local model reported an error.')
      }
      const choice = chunk.choices?.[0]
      const text = choice?.delta?.content
      if (text) {
        said += text
        yield { text }
      }
      if (choice?.finish_reason) stop = STOP_REASONS[choice.finish_reason] ?? 'end_turn'
      if (chunk.usage)
        usage = { prompt: chunk.usage.prompt_tokens, completion: chunk.usage.completion_tokens }
    }
  } catch (cause) {
    if (gone.aborted) throw cause
    throw new StreamFailure('modelStreamErrorException', `The local model broke off: ${messageOf(cause)}`, {
      cause,
    })
  }
  const output = usage.completion ?? estimateTokens(said)
  yield {
    stop,
    usage: { inputTokens: usage.prompt, outputTokens: output, totalTokens: usage.prompt + output },
  }
}

interface StreamChunk {
  choices?: { delta?: { content?: string | null }; finish_reason?: string | null }[]
  usage?: { prompt_tokens: number; completion_tokens: number } | null
  error?: { message?: string }
}

const STOP_REASONS: Record<string, StopReason> = {
  stop: 'end_turn',
  length: 'max_tokens',
  content_filter: 'content_filtered',
}

async function firstModel(localModel: LocalModel, gone: AbortSignal): Promise<string> {
  const response = await ask(localModel, '/models', gone)
  const { data } = (await response.json()) as { data?: { id: string }[] }
  if (data?.[0] !== undefined) return data[0].id
  throw new BedrockError(
    'ModelErrorException',
    `The local model server at ${placeOf(localModel)} has no model. Load one.`,
  )
}

async function ask(
  localModel: LocalModel,
  path: string,
  gone: AbortSignal,
  body?: object,
): Promise<Response> {
  const base = localModel.url.replace(/\/+$/, '')
  const response = await fetch(`${base.endsWith('/v1') ? base : `${base}/v1`}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(localModel.key ? { authorization: `Bearer ${localModel.key}` } : {}),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: gone,
  }).catch(cause => {
    if (gone.aborted) throw cause
    throw new BedrockError(
      'ModelErrorException',
      `The local model at ${placeOf(localModel)} is out of reach: is it running, and is LOCAL_MODEL_URL right?`,
      { cause },
    )
  })
  if (response.ok) return response
  const said = withoutKey(await response.text(), localModel).slice(0, 500)
  if (response.status === 429) throw new BedrockError('ThrottlingException', said || 'Too many requests.')
  throw new BedrockError('ModelErrorException', `The local model answered ${response.status}: ${said}`, {
    originalStatusCode: response.status,
  })
}

/** Host and port alone: what is said here goes into a log, and an address may carry a password. */
function placeOf({ url }: LocalModel): string {
  return URL.canParse(url) ? new URL(url).host : 'LOCAL_MODEL_URL'
}

/** Servers repeat the key that they refuse. */
function withoutKey(said: string, { key }: LocalModel): string {
  const shown = key?.trim()
  return shown ? said.replaceAll(shown, '…') : said
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
