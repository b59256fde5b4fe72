import type { DoctorPlace } from './doctor-place.ts'
import { type Check, type Finding, unknown } from './finding.ts'
import { isNobody, whyOf } from './not-seen.ts'

export interface Examined extends Finding {
  about: string
}

/** Looks at everything side by side, each for a while. What fails to look, or takes too long, cannot be told. */
export async function examine(
  checks: readonly Check[],
  place: DoctorPlace,
  limitMs: number,
): Promise<Examined[]> {
  const found = await Promise.all(
    checks.map(async check =>
      (await findingsOf(check, place, limitMs)).map(finding => ({ about: check.about, ...finding })),
    ),
  )
  return found.flat()
}

async function findingsOf(check: Check, place: DoctorPlace, limitMs: number): Promise<Finding[]> {
  const hurry = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Finding[]>(resolve => {
    timer = setTimeout(() => {
      resolve([
        unknown(`there was no answer within ${limitMs / 1_000} s. Try again; then look at your network.`),
      ])
      hurry.abort()
    }, limitMs)
  })
  try {
    return await Promise.race([check.look(place, hurry.signal), late])
  } catch (error) {
    if (isNobody(error)) return [unknown('AWS does not know who asks; see the line about credentials.')]
    return [unknown(`looking failed (${whyOf(error)}).`)]
  } finally {
    clearTimeout(timer)
  }
}

const SAID = { ok: 'ok', wrong: 'WRONG', unknown: 'cannot be told' }
const WIDEST = SAID.unknown.length

export function lineOf({ state, about, text }: Examined, aboutWidth: number): string {
  return `${SAID[state].padEnd(WIDEST)}  ${about.padEnd(aboutWidth)}  ${text}`
}

/** What is at the bottom, for who reads nothing else. */
export function sumOf(findings: readonly Finding[]): string {
  const count = (state: Finding['state']) => findings.filter(finding => finding.state === state).length
  const [bad, open] = [count('wrong'), count('unknown')]
  const first = bad ? `${bad} of ${findings.length} ${bad === 1 ? 'is' : 'are'} wrong` : 'Nothing found wrong'
  return open ? `${first}; ${open} cannot be told.` : `${first}.`
}
