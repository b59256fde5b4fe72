import { ask, type Reply } from './ask.ts'
import { type Check, type Finding, ok, unknown, wrong } from './finding.ts'
import { whyOf } from './not-seen.ts'

/** Nobody's. */
const FOREIGN = 'https://somebody-else.example'
/** Said to a question, too. */
const NOT_THERE = [404, 429]
const AGAIN = 'deploy again; Lambda console, the chat function, Configuration, Function URL says what is set'

/** Where questions go: whether it is there, and whose pages may ask. */
export const checkChat: Check = {
  about: 'chat',
  async look({ settings: { chatUrl }, publicUrl, embedUrl, patienceMs }, signal) {
    let reply: Reply
    try {
      reply = await ask(chatUrl, { signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]) })
    } catch (error) {
      return [wrong(`${chatUrl} does not answer (${whyOf(error)}). Deploy again: it is part of the backend.`)]
    }
    const { origin } = new URL(chatUrl)
    const pages = [...new Set([publicUrl, embedUrl])].filter(page => page !== null && page !== origin)
    return [
      thereFinding(chatUrl, reply.status),
      ...(publicUrl ? [] : [unknown('whether the pages may ask: add --address https://…')]),
      ...(await Promise.all([
        ...pages.map(page => ownFinding(chatUrl, page!, signal)),
        foreignFinding(chatUrl, signal),
      ])),
    ]
  },
}

/** A function's URL says 405, an API Gateway before it 403. */
function thereFinding(chatUrl: string, status: number): Finding {
  if (status >= 400 && status < 500 && !NOT_THERE.includes(status))
    return ok(`${chatUrl} is there (it wants to be asked otherwise: ${status}).`)
  if (status === 429)
    return wrong(
      `${chatUrl} turns everybody away (429): the function has no room. DOCENT_CHAT_CONCURRENCY, or Service Quotas, Lambda, concurrent executions.`,
    )
  return wrong(
    `${chatUrl} answers ${status} to a look, where 405 was to be expected. Newest lines of the chat function's log (aws logs tail "$CHAT_LOG"); then deploy again.`,
  )
}

async function ownFinding(chatUrl: string, page: string, signal: AbortSignal): Promise<Finding> {
  const { lets, methods } = await preflight(chatUrl, page, signal)
  if (lets && /\bPOST\b|\*/.test(methods)) return ok(`pages of ${page} may ask.`)
  return wrong(
    `pages of ${page} may not ask (CORS), so every question there fails. Is that the address that people use? Then the backend was built with another: set DOCENT_PUBLIC_URL (or DOCENT_EMBED_URL) to this one, and ${AGAIN}. Else look again with the right --address.`,
  )
}

async function foreignFinding(chatUrl: string, signal: AbortSignal): Promise<Finding> {
  const { lets } = await preflight(chatUrl, FOREIGN, signal)
  if (!lets) return ok('pages of any other site may not ask.')
  return wrong(`pages of every site may ask (CORS). Somebody changed it by hand, or before it: ${AGAIN}.`)
}

/** What a browser asks before it lets a page ask. */
async function preflight(chatUrl: string, page: string, signal: AbortSignal) {
  const { headers } = await ask(chatUrl, {
    method: 'OPTIONS',
    headers: {
      origin: page,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
    signal,
  })
  const allowed = headers.get('access-control-allow-origin')
  return {
    lets: allowed === '*' || allowed === page,
    methods: headers.get('access-control-allow-methods') ?? '',
  }
}
