import { setTimeout } from 'node:timers/promises'
import { askHealth, type Reply, type Told } from './ask.ts'
import { checkBucket } from './check-bucket.ts'
import { checkSecret } from './check-secret.ts'
import { checkTables } from './check-tables.ts'
import type { DoctorPlace } from './doctor-place.ts'
import { type Check, type Finding, ok, unknown, wrong } from './finding.ts'
import { whyOf } from './not-seen.ts'

/** A server that starts for the question takes some seconds, and looks for two. */
const WHOLE_MS = 12_000

export const checkApp: Check = {
  about: 'app',
  async look(place, signal) {
    const { publicUrl } = place
    if (!publicUrl)
      return [unknown('nobody says where it is. Add --address https://… : the address that people use.')]
    const impatient = AbortSignal.any([signal, AbortSignal.timeout(WHOLE_MS)])
    try {
      const { reply, health } = await askHealth(publicUrl, 'whole', impatient)
      if (health) return await partFindings(place, await askOnceMore(publicUrl, health, signal), signal)
      return [await strangeFinding(publicUrl, reply, signal)]
    } catch (error) {
      if (!impatient.aborted)
        return [
          wrong(
            `${publicUrl} does not answer (${whyOf(error)}). See the lines about the address; then Amplify console, Hosting: is the last deployment green?`,
          ),
        ]
      return [
        await shallowFinding(publicUrl, `says nothing within ${WHOLE_MS / 1_000} s of how it is`, signal),
      ]
    }
  },
}

/** So long the server says the same again. */
const KEPT_MS = 5_500

/** Of a server or a function that had just begun, parts are slow once. */
async function askOnceMore(publicUrl: string, first: Told, signal: AbortSignal): Promise<Told> {
  if (!Object.values(first.checks).includes('slow')) return first
  await setTimeout(KEPT_MS, undefined, { signal })
  return (await askHealth(publicUrl, 'whole', signal)).health ?? first
}

const LOG = 'the log says why: Amplify console, Hosting, Monitoring, Hosting compute logs'

/** Parts that need a right of the web server's own, and who looks at the same from here. */
const FROM_HERE: Record<string, Check> = {
  guides: checkTables,
  passages: checkTables,
  files: checkBucket,
  secret: checkSecret,
}

const REMEDIES: Record<string, string> = {
  models:
    'a model is closed, or the app may not ask: see the lines about models; if they are well, the compute role is not attached',
  'sign-in': 'it cannot read the keys of the user pool: see the line about sign-up under mail',
  answers: 'it does not reach the address of the chat: see the lines about chat',
  settings: 'it was built with settings that cannot be used: deploy again, and read the build',
}

async function partFindings(place: DoctorPlace, { checks }: Told, signal: AbortSignal): Promise<Finding[]> {
  const parts = Object.keys(checks)
  const bad = parts.filter(part => checks[part] !== 'ok')
  const well = parts.filter(part => checks[part] === 'ok')
  return [
    ...(well.length ? [ok(`${place.publicUrl} answers; well from inside: ${well.join(', ')}.`)] : []),
    ...(await Promise.all(
      bad.map(async part =>
        wrong(`from inside, ${part} ${SAYS[checks[part]!]}: ${await why(part)}; ${LOG}.`),
      ),
    )),
  ]

  async function why(part: string): Promise<string> {
    if (checks[part] === 'slow')
      return 'it was asked twice, so AWS is slow, or it cannot be reached from there'
    const check = FROM_HERE[part]
    if (!check) return REMEDIES[part] ?? 'nobody here knows the part'
    const seen = await check.look(place, signal)
    if (seen.some(({ state }) => state === 'wrong')) return `see the lines about ${check.about}`
    return `role not attached: from here it works, the web server may not. Attach the compute role ("Attach the compute role" in docs/operate/deploy.md: aws amplify update-branch … --compute-role-arn), then deploy again`
  }
}

const SAYS: Record<string, string> = { failed: 'fails', slow: 'does not answer in time' }

/** Something answers, but not in the words of Docent. */
async function strangeFinding(publicUrl: string, reply: Reply, signal: AbortSignal): Promise<Finding> {
  const to = reply.headers.get('location')
  if (reply.status >= 300 && reply.status < 400 && to)
    return wrong(
      `${publicUrl} leads on to ${to}. People use that one: set DOCENT_PUBLIC_URL to it, and deploy again.`,
    )
  return shallowFinding(publicUrl, `answers ${reply.status} where it is to say how it is`, signal)
}

async function shallowFinding(publicUrl: string, what: string, signal: AbortSignal): Promise<Finding> {
  try {
    const { reply, health } = await askHealth(publicUrl, 'shallow', signal)
    if (health?.ok) return wrong(`the server runs, but ${what}: ${LOG}.`)
    if (reply.status === 404)
      return wrong(
        `${publicUrl} ${what}, so it is another site, a build from before /api/health, or files without their server (aws amplify update-app --platform WEB_COMPUTE). Deploy again.`,
      )
    return wrong(`${publicUrl} ${what}, and ${reply.status} where it need only run: ${LOG}.`)
  } catch (error) {
    return wrong(`${publicUrl} ${what}, and does not say that it runs (${whyOf(error)}): ${LOG}.`)
  }
}
