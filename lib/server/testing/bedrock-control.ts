import type { ModelCall } from '../../local-aws/bedrock/call-log.ts'
import type { ModelAccess } from '../../local-aws/bedrock/model-access.ts'
import type { ScriptStep } from '../../local-aws/bedrock/script.ts'

export type BedrockControl = ReturnType<typeof bedrockControl>

/** Orders what the next model calls do, and tells which ones arrived. */
export function bedrockControl(awsUrl: string, account: { secretAccessKey: string }) {
  const control = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const response = await fetch(`${awsUrl}/_bedrock/${path}`, {
      method,
      headers: { 'x-docent-script': account.secretAccessKey, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    if (!response.ok)
      throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`)
    return response
  }
  return {
    script: (...steps: ScriptStep[]) => control('POST', 'script', { steps }),
    /** What the account may do with a model. */
    setAccess: (access: Partial<ModelAccess> & { model: string }) => control('POST', 'access', access),
    clearAccess: () => control('DELETE', 'access'),
    clearScript: () => control('DELETE', 'script'),
    clearCalls: () => control('DELETE', 'calls'),
    async calls(): Promise<ModelCall[]> {
      return ((await (await control('GET', 'calls')).json()) as { calls: ModelCall[] }).calls
    },
  }
}
