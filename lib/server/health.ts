import { lookIntoBucket } from '#lib/aws/look-into-bucket.ts'
import { catalogueClient, checkModels } from '#lib/aws/model-access.ts'
import { routes } from '#lib/core/contract/routes.ts'
import { type Deps, deps } from './deps.ts'
import { type Health, healthReader } from './health-reader.ts'
import { logError } from './log.ts'
import { fetchPoolKeys } from './session.ts'

const LIMIT_MS = 2_000
const KEEP_MS = 3_000
const KEPT_SECONDS = 60

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

/** Each is asked for what is not there: an answer is an answer. One row is written, which vanishes by itself. */
function partsOf(deps: Deps): Record<string, () => Promise<unknown>> {
  const { counters, passages, s3, tickets, settings } = deps
  const { bucket, chatUrl, stopUrl } = settings
  const nobody = { bot: 'health', site: '', visitor: 'health', role: 'visitor' as const }
  return {
    guides: () => counters.add('health', 1, KEPT_SECONDS, Date.now()),
    passages: () => passages.texts('bot_health', [{ documentId: 'doc_health', ordinal: 0 }]),
    files: () => lookIntoBucket(s3, bucket),
    secret: () => tickets.issue(nobody, Date.now()),
    models: async () => {
      const catalogue = catalogueClient(settings.bedrock)
      const verdicts = await checkModels(catalogue, settings).finally(() => catalogue.destroy())
      const bad = verdicts.filter(({ state }) => state !== 'open')
      if (bad.length > 0) throw new Error(bad.map(({ message }) => message).join(' '))
    },
    'sign-in': () => fetchPoolKeys(settings),
    // Where answers come from elsewhere: it loads, and says that it wants to be asked otherwise.
    ...(stopUrl && { answers: () => refusesToBeRead(chatUrl) }),
  }
}

/** Ours says 405, an API Gateway before it that it knows no such method (403); these two would say it to a question, too. */
const NOT_THERE = [404, 429]

async function refusesToBeRead(url: string): Promise<void> {
  const { status, body } = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(LIMIT_MS) })
  await body?.cancel()
  if (status < 400 || status > 499 || NOT_THERE.includes(status))
    throw new Error(`${url} answered ${status}, not that it wants to be asked otherwise.`)
}
