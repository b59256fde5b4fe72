import { askHealth, type Reply, type Told } from './ask.ts'
import { seeBucket } from './check-bucket.ts'
import { seeSecret } from './check-secret.ts'
import { seeBots, seePassages } from './check-tables.ts'
import type { DoctorPlace } from './doctor-place.ts'
import { type Check, type Finding, ok, unknown, wrong } from './finding.ts'
import { whyOf } from './not-seen.ts'

export const checkApp: Check = {
  about: 'app',
  async look(place, signal) {
    const { publicUrl, patienceMs } = place
    if (!publicUrl)
      return [unknown('nobody says where it is. Add --address https://… : the address that people use.')]
    const impatient = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])
    let asked: Awaited<ReturnType<typeof askHealth>>
    try {
      asked = await askHealth(publicUrl, 'whole', impatient)
    } catch (error) {
      if (impatient.aborted)
        return [
          await shallowFinding(place, `says nothing within ${patienceMs / 1_000} s of how it is`, signal),
        ]
      return [
        wrong(
          `${publicUrl} does not answer (${whyOf(error)}). See the lines about the address; then Amplify console, Hosting: is the last deployment green?`,
        ),
      ]
    }
    const { reply, health } = asked
    if (!health) return [await strangeFinding(place, reply, signal)]
    return partFindings(place, await askOnceMore(place, publicUrl, health, signal), signal)
  },
}

/** So long the server says the same again. */
const KEPT_MS = 5_500

/** Of a server or a function that had just begun, parts are slow once. */
async function askOnceMore(
  place: DoctorPlace,
  publicUrl: string,
  first: Told,
  signal: AbortSignal,
): Promise<Told> {
  if (!Object.values(first.checks).includes('slow')) return first
  await place.pause(KEPT_MS, signal)
  return (await askHealth(publicUrl, 'whole', signal)).health ?? first
}

const LOG = 'the log says why: Amplify console, Hosting, Monitoring, Hosting compute logs'

type See = (place: DoctorPlace, signal: AbortSignal) => Promise<Finding>

/** Parts that need a right of the web server's own: the same seen from here, and where that is said. */
const FROM_HERE: Record<string, { about: string; see: See }> = {
  guides: { about: 'tables', see: seeBots },
  passages: { about: 'tables', see: seePassages },
  files: { about: 'files', see: seeBucket },
  secret: { about: 'secret', see: seeSecret },
}

const REMEDIES: Record<string, string> = {
  models:
    'A model is closed, or the app may not ask: see the lines about models; if they are well, the compute role is not attached',
  'sign-in': 'It cannot read the keys of the user pool: see the line about sign-up under mail',
  answers: 'It does not reach the address of the chat: see the lines about chat',
  settings: 'It was built with settings that cannot be used: deploy again, and read the build',
}

async function partFindings(place: DoctorPlace, { checks }: Told, signal: AbortSignal): Promise<Finding[]> {
  const well: string[] = []
  /** By reason: a role that is missing is one thing, whatever fails for it. */
  const bad = new Map<string, string[]>()
  const whys = await Promise.all(
    Object.entries(checks).map(async ([part, state]) => {
      return { part, why: state === 'ok' ? null : await whyPart(place, part, state, signal) }
    }),
  )
  for (const { part, why } of whys) {
    if (why === null) well.push(part)
    else bad.set(why, [...(bad.get(why) ?? []), part])
  }
  return [
    ...(well.length ? [ok(`${place.publicUrl} answers; well from inside: ${well.join(', ')}.`)] : []),
    ...Array.from(bad, ([why, parts]) => wrong(`not well from inside: ${parts.join(', ')}. ${why}; ${LOG}.`)),
  ]
}

async function whyPart(
  place: DoctorPlace,
  part: string,
  state: Told['checks'][string],
  signal: AbortSignal,
): Promise<string> {
  if (state === 'slow') return 'Asked twice, it was slow: AWS is, or it cannot be reached from there'
  const here = FROM_HERE[part]
  if (!here) return REMEDIES[part] ?? 'This command does not know the part'
  const seen = await here.see(place, signal)
  if (seen.state === 'wrong') return `See the lines about ${here.about}`
  const from =
    seen.state === 'ok' ? 'Role not attached: from here it works' : 'Perhaps the role is not attached'
  return `${from}. Attach the compute role ("Attach the compute role" in docs/operate/deploy.md: aws amplify update-branch … --compute-role-arn), then deploy again`
}

/** Something answers, but not in the words of Docent. */
async function strangeFinding(place: DoctorPlace, reply: Reply, signal: AbortSignal): Promise<Finding> {
  const to = reply.headers.get('location')
  if (reply.status >= 300 && reply.status < 400 && to)
    return wrong(
      `${place.publicUrl} leads on to ${to}. People use that one: set DOCENT_PUBLIC_URL to it, and deploy again.`,
    )
  return shallowFinding(place, `answers ${reply.status} where it is to say how it is`, signal)
}

async function shallowFinding(place: DoctorPlace, what: string, signal: AbortSignal): Promise<Finding> {
  const publicUrl = place.publicUrl!
  try {
    const { reply, health } = await askHealth(
      publicUrl,
      'shallow',
      AbortSignal.any([signal, AbortSignal.timeout(place.patienceMs)]),
    )
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
