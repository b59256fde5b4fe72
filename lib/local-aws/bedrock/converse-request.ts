import { z } from 'zod'
import { BedrockError } from './bedrock-error.ts'

/** What Converse and ConverseStream take here: text. Other blocks are refused by name. */
export interface ConverseRequest {
  /** The system blocks, joined with a blank line. */
  system: string
  messages: { role: 'user' | 'assistant'; text: string }[]
  maxTokens: number | undefined
  temperature: number | undefined
  topP: number | undefined
  stopSequences: string[]
}

/** Parses and checks a body as Bedrock does; throws ValidationException with its wording where it is known. */
export function parseConverseRequest(body: Buffer): ConverseRequest {
  let json: unknown
  try {
    json = JSON.parse(body.toString('utf8'))
  } catch (cause) {
    throw new BedrockError('ValidationException', 'The request body is not valid JSON.', { cause })
  }
  const parsed = Body.safeParse(json)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw invalid(`Malformed input request: ${issue.path.join('.') || 'body'}: ${issue.message}.`)
  }
  const { system, messages, inferenceConfig } = parsed.data
  if (messages.length === 0 || messages[0]!.role !== 'user') {
    throw invalid(
      'A conversation must start with a user message. Try again with a conversation that starts with a user message.',
    )
  }
  if (messages.some((message, index) => message.role === messages[index - 1]?.role)) {
    throw invalid(
      'A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.',
    )
  }
  return {
    system: (system ?? []).flatMap((block, i) => textOf(block, `system.${i}`) ?? []).join('\n\n'),
    messages: messages.map((message, m) => ({
      role: message.role,
      text: message.content
        .flatMap((block, c) => textOf(block, `messages.${m}.content.${c}`) ?? [])
        .join('\n'),
    })),
    maxTokens: inferenceConfig?.maxTokens,
    temperature: inferenceConfig?.temperature,
    topP: inferenceConfig?.topP,
    stopSequences: inferenceConfig?.stopSequences ?? [],
  }
}

export function lastUserText(request: ConverseRequest): string {
  return request.messages.findLast(message => message.role === 'user')?.text ?? ''
}

const Block = z.record(z.string(), z.unknown())
const Body = z.object({
  system: z.array(Block).nullish(),
  messages: z.array(z.object({ role: z.enum(['user', 'assistant']), content: z.array(Block).min(1) })),
  inferenceConfig: z
    .object({
      maxTokens: z.number().int().min(1).nullish().transform(orUndefined),
      temperature: z.number().min(0).max(1).nullish().transform(orUndefined),
      topP: z.number().min(0).max(1).nullish().transform(orUndefined),
      stopSequences: z.array(z.string().min(1)).nullish().transform(orUndefined),
    })
    .nullish(),
})

function orUndefined<T>(value: T | null | undefined): T | undefined {
  return value ?? undefined
}

function textOf(block: Record<string, unknown>, where: string): string | undefined {
  if ('cachePoint' in block) return undefined
  if (typeof block.text !== 'string') {
    const kind = Object.keys(block)[0] ?? 'empty'
    throw invalid(
      `This loopback Bedrock reads text only, and the block at ${where} is of the kind '${kind}'.`,
    )
  }
  if (block.text.trim() === '') {
    throw invalid(
      `The text field in the ContentBlock object at ${where} is blank. Add text to the text field, and try again.`,
    )
  }
  return block.text
}

function invalid(message: string): BedrockError {
  return new BedrockError('ValidationException', message)
}
