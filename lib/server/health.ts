import { catalogueClient, checkModels } from '#lib/aws/model-access.ts'
import { routes } from '#lib/core/contract/routes.ts'
import { type Deps, deps } from './deps.ts'
import { type Health, healthReader } from './health-reader.ts'
import { logError } from './log.ts'

const LIMIT_MS = 2_000
const KEEP_MS = 3_000

/**
 * Whether an answer could be given now: 200 or 503, and which part it is. With `?shallow` only that the process
 * runs, for a load balancer: with a table gone no other process would do better.
 */
export async function health(request: Request): Promise<Response> {
  const shallow = new URL(request.url).searchParams.has('shallow')
  const found: Health = shallow ? { ok: true, checks: {} } : await read()
  return Response.json(routes.health.response.parse(found), {
    status: found.ok ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  })
}

const onError = (part: string, error: unknown) => logError('health', error, { part })

let reader: (() => Promise<Health>) | undefined

async function read(): Promise<Health> {
  try {
    reader ??= healthReader(partsOf(deps()), { limitMs: LIMIT_MS, keepMs: KEEP_MS, clock: Date.now, onError })
  } catch (error) {
    onError('settings', error)
    return { ok: false, checks: { settings: 'failed' } }
  }
  return reader()
}

/** Each is asked for what is not there: an answer is an answer. */
function partsOf({ bots, passages, files, tickets, settings }: Deps): Record<string, () => Promise<unknown>> {
  const nobody = { bot: 'health', site: '', visitor: 'health', role: 'visitor' as const }
  return {
    guides: () => bots.get('bot_health'),
    passages: () => passages.texts('bot_health', [{ documentId: 'doc_health', ordinal: 0 }]),
    files: () => files.size('uploads/health'),
    secret: () => tickets.issue(nobody, Date.now()),
    models: async () => {
      const catalogue = catalogueClient(settings.bedrock)
      const verdicts = await checkModels(catalogue, settings).finally(() => catalogue.destroy())
      const closed = verdicts.filter(({ state }) => state === 'closed')
      if (closed.length > 0) throw new Error(closed.map(({ message }) => message).join(' '))
    },
  }
}
