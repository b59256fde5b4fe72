import type { Stage } from './stage.ts'

/** One order to the model on loopback; `lib/local-aws/bedrock/script.ts` says what each means. */
export interface ModelOrder {
  on: 'chat' | 'embed' | 'any'
  match?: string
  reply?: string
  wordDelayMs?: number
  chunks?: number
  perChunkMs?: number
  firstTokenMs?: number
  throttle?: true
  failAfterWords?: number
  exception?: string
  times?: number
  forMs?: number
}

export interface ScriptedModel {
  /** The next calls that fit do this. */
  order(...steps: ModelOrder[]): Promise<void>
  /** What reached the model so far. */
  calls(): Promise<Record<string, unknown>[]>
  reset(): Promise<void>
}

export function scriptedModel({ awsUrl, account }: Stage): ScriptedModel {
  async function control(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${awsUrl}/_bedrock/${path}`, {
      method,
      headers: { 'x-docent-script': account.secretAccessKey, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`The model does not take the order: ${await response.text()}`)
    return response.json()
  }
  return {
    async order(...steps) {
      await control('POST', 'script', { steps })
    },
    async calls() {
      return ((await control('GET', 'calls')) as { calls: Record<string, unknown>[] }).calls
    },
    async reset() {
      await control('DELETE', 'script')
      await control('DELETE', 'calls')
    },
  }
}
