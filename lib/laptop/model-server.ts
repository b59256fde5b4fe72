/** What a server of models has, or why it could not be asked; the sentence starts after the server's name. */
export type ModelList = { names: string[] } | { trouble: Trouble }
export interface Trouble {
  /** `silent`: nobody answered, or nothing that speaks the protocol. `unlisted`: it has no list, and may answer all the same. */
  kind: 'silent' | 'refused' | 'unlisted'
  /** In a few words, without the address. */
  why: string
}

/** A longer one is no name: it would fill the pages that show it. */
const MAX_NAME = 200

/** Asks a server that speaks the OpenAI protocol, with or without /v1 in `url`, for its models. Never throws. */
export async function listModels(
  url: string,
  { key, patienceMs }: { key?: string; patienceMs: number },
): Promise<ModelList> {
  const base = url.replace(/\/+$/, '')
  try {
    const response = await fetch(`${base.endsWith('/v1') ? base : `${base}/v1`}/models`, {
      headers: key ? { authorization: `Bearer ${key}` } : {},
      signal: AbortSignal.timeout(patienceMs),
    })
    if (!response.ok) return { trouble: troubleOf(response.status) }
    const { data } = (await response.json()) as { data?: unknown }
    if (!Array.isArray(data)) return { trouble: NO_SERVER_OF_MODELS }
    return { names: data.map(model => (model as { id?: unknown })?.id).filter(isName) }
  } catch (error) {
    return { trouble: { kind: 'silent', why: reasonOf(error, patienceMs) } }
  }
}

function isName(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && id.length <= MAX_NAME && !/\p{Cc}/u.test(id)
}

const NO_SERVER_OF_MODELS: Trouble = { kind: 'silent', why: 'what is there is no server of models' }

function troubleOf(status: number): Trouble {
  if (status === 401 || status === 403) return { kind: 'refused', why: `status ${status}` }
  return { kind: status === 404 || status === 405 ? 'unlisted' : 'silent', why: `status ${status}` }
}

function reasonOf(error: unknown, patienceMs: number): string {
  if (error instanceof SyntaxError) return NO_SERVER_OF_MODELS.why
  const { name, cause } = error as Error & { cause?: NodeJS.ErrnoException }
  if (name === 'TimeoutError') return `no answer within ${patienceMs / 1_000} seconds`
  // The Fetch standard's list of ports that other protocols have.
  if (cause?.message === 'bad port')
    return 'requests to this port are not allowed; give the server another one'
  const code = cause?.code ?? ''
  if (/^(?:ERR_SSL|EPROTO)/.test(code)) return 'it speaks no https; http:// may be right'
  return REASONS[code] ?? (code || cause?.message || name)
}

const REASONS: Record<string, string> = {
  ECONNREFUSED: 'nothing is running there',
  ENOTFOUND: 'there is no such computer',
  EAI_AGAIN: 'there is no such computer, or no network',
}
