import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { ask, askHealth } from './ask.ts'
import type { DoctorPlace } from './doctor-place.ts'
import { findCertificate } from './find-certificate.ts'
import { type Check, type Finding, ok, unknown, wrong } from './finding.ts'
import { whyOf } from './not-seen.ts'
import { whatFramesSay } from './what-frames-say.ts'

/** Amplify renews a month and a half before the end: by then it has failed. */
const LEAST_DAYS = 14
const DAY_MS = 86_400_000

export const checkAddress: Check = {
  about: 'address',
  async look(place, signal) {
    const { publicUrl, embedUrl } = place
    if (!publicUrl)
      return [unknown('nobody says which. Add --address https://… : the address that people use.')]
    const url = new URL(publicUrl)
    const framesUrl = embedUrl && embedUrl !== publicUrl ? [new URL(embedUrl)] : []
    const [safety, ...frames] = await Promise.all(
      [url, ...framesUrl].map(each => safetyFinding(each, place.clock(), signal)),
    )
    if (safety!.state !== 'ok') return [safety!, ...frames]
    const others = await Promise.all([
      otherNameFindings(url, signal),
      pagesFindings(place, publicUrl, signal),
    ])
    return [safety!, ...frames, ...others.flat()]
  },
}

async function safetyFinding(url: URL, now: number, signal: AbortSignal): Promise<Finding> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (url.protocol === 'http:') {
    if (isLoopback(host)) return ok(`${url.origin} is on this machine, where browsers want no certificate.`)
    return wrong(
      `${url.origin} is not encrypted: sign-in does not work, and tickets can be read on the way. Put its https:// address into DOCENT_PUBLIC_URL (or DOCENT_EMBED_URL), and deploy again.`,
    )
  }
  try {
    await lookup(host)
  } catch (error) {
    return wrong(
      `${host} leads nowhere (${whyOf(error)}). Put the records into your DNS that aws amplify get-domain-association names ("A domain of your own" in docs/operate/deploy.md).`,
    )
  }
  try {
    return certificateFinding(host, await findCertificate(url, signal), now)
  } catch (error) {
    return wrong(
      `browsers refuse ${url.origin} (${whyOf(error)}). Amplify console, Hosting, Custom domains: its status must be Available.`,
    )
  }
}

export function certificateFinding(host: string, ends: Date, now: number): Finding {
  const days = Math.floor((ends.getTime() - now) / DAY_MS)
  if (days >= LEAST_DAYS) return ok(`${host} leads somewhere, with a certificate for another ${days} days.`)
  return wrong(
    `the certificate of ${host} ends in ${days} ${days === 1 ? 'day' : 'days'} and was not renewed. Amplify renews it while its verification record stands in your DNS: aws amplify get-domain-association names it.`,
  )
}

export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '::1' ||
    (isIP(host) === 4 && host.startsWith('127.'))
  )
}

/** With www. or without; null where no browser knows the two as one. */
export function otherNameOf(host: string): string | null {
  if (isIP(host) || isLoopback(host) || !host.includes('.')) return null
  return host.startsWith('www.') ? host.slice(4) : `www.${host}`
}

async function otherNameFindings(url: URL, signal: AbortSignal): Promise<Finding[]> {
  const name = otherNameOf(url.hostname)
  // Nobody types what is not there.
  if (!name || !(await lookup(name).catch(() => null))) return []
  const other = new URL(url)
  other.hostname = name
  return otherFindings(url.origin, other.origin, signal)
}

/** What `other` is to those who type it. */
export async function otherFindings(origin: string, other: string, signal: AbortSignal): Promise<Finding[]> {
  try {
    const { reply, health } = await askHealth(other, 'shallow', signal)
    const to = URL.parse(reply.headers.get('location') ?? '', other)
    if (to?.origin === origin) return [ok(`${other} leads on to ${origin}.`)]
    if (!health) return []
  } catch {
    return [wrong(`${other} leads somewhere, but nothing answers there: take its record out of your DNS.`)]
  }
  return [
    wrong(
      `${other} shows the same pages, but their questions are refused: it is another origin. Amplify console, Hosting, Rewrites and redirects: ${other} to ${origin}, 301.`,
    ),
  ]
}

/** What the pages themselves say. */
async function pagesFindings(place: DoctorPlace, publicUrl: string, signal: AbortSignal): Promise<Finding[]> {
  const found = await Promise.allSettled([
    ownPoolFindings(place, publicUrl, signal),
    whatFramesSay(place, publicUrl, signal),
  ])
  const why = found.flatMap(each => (each.status === 'rejected' ? [whyOf(each.reason)] : []))
  return [
    ...found.flatMap(each => (each.status === 'fulfilled' ? each.value : [])),
    ...why
      .slice(0, 1)
      .map(each =>
        unknown(`what all pages there say: some cannot be read (${each}); see the lines about the app.`),
      ),
  ]
}

/** The first page names the pool that people sign in to: no two installations share one. */
async function ownPoolFindings(
  { settings: { userPoolId } }: DoctorPlace,
  publicUrl: string,
  signal: AbortSignal,
): Promise<Finding[]> {
  const { status, text } = await ask(publicUrl, { signal })
  // Whatever else is wrong with it stands under "app".
  if (status !== 200) return []
  if (text.includes(userPoolId)) return [ok('the pages there are those of this backend.')]
  return [
    wrong(
      `the pages at ${publicUrl} do not sign people in to ${userPoolId}: they are of another installation, or of a build from before this backend. Check --address, or deploy again.`,
    ),
  ]
}
