import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  type ConverseStreamOutput,
  InvokeModelCommand,
} from '@aws-sdk/client-bedrock-runtime'
import type { AwsTarget } from './aws-target.ts'

export const TITAN = 'amazon.titan-embed-text-v2:0'
export const CHAT = 'amazon.nova-lite-v1:0'
export const PROMPT = `<passages>
<passage n="1" document="Rules.pdf" place="Page 4 &#183; Animals">
Guide dogs are welcome. Other dogs must stay outside at the hooks.
</passage>
</passages>
<question>
Where must other dogs stay?
</question>`

export function clientOf(
  { region, endpoint, credentials }: AwsTarget,
  other?: { accessKeyId: string; secretAccessKey: string },
  maxAttempts = 3,
  systemClockOffset = 0,
) {
  return new BedrockRuntimeClient({
    region,
    endpoint,
    credentials: other ?? credentials,
    maxAttempts,
    systemClockOffset,
  })
}

export function message(role: 'user' | 'assistant', text: string) {
  return { role, content: [{ text }] }
}

export function converse(prompt: string, change: object = {}) {
  const system = [{ text: 'Answer from the passages in one sentence and cite them as [1].' }]
  return new ConverseCommand({ modelId: CHAT, system, messages: [message('user', prompt)], ...change })
}

export async function collect(
  client: BedrockRuntimeClient,
  prompt: string,
  seen: ConverseStreamOutput[] = [],
): Promise<ConverseStreamOutput[]> {
  const { stream } = await client.send(new ConverseStreamCommand(converse(prompt).input))
  for await (const event of stream!) seen.push(event)
  return seen
}

export function textOf(events: ConverseStreamOutput[]): string {
  return events.map(event => event.contentBlockDelta?.delta?.text ?? '').join('')
}

export async function invoke(client: BedrockRuntimeClient, body: object, modelId = TITAN) {
  const { body: answer } = await client.send(
    new InvokeModelCommand({ modelId, contentType: 'application/json', body: JSON.stringify(body) }),
  )
  return JSON.parse(new TextDecoder().decode(answer)) as {
    embedding: number[]
    embeddingsByType: { float?: number[]; binary?: number[] }
    inputTextTokenCount: number
  }
}

export function embed(client: BedrockRuntimeClient, inputText: string, options: object = {}) {
  return invoke(client, { inputText, ...options })
}

export function cosine(a: number[], b: number[]): number {
  const dot = a.reduce((sum, value, i) => sum + value * b[i]!, 0)
  return dot / (Math.hypot(...a) * Math.hypot(...b))
}
