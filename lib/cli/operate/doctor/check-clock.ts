import { findAddress } from '#lib/aws/wire/find-address.ts'
import { type Check, ok, unknown, wrong } from './finding.ts'

/** From here on somebody should know; AWS tells whole seconds. */
const MOST_APART_S = 60
/** AWS refuses what was signed longer ago, or later. */
const REFUSED_MINUTES = 5

export const checkClock: Check = {
  about: 'clock',
  async look({ settings: { region }, clock }, signal) {
    const { tls, host, basePath } = await findAddress(
      { serviceId: 'DynamoDB', hostPrefix: 'dynamodb' },
      region,
    )
    const asked = clock()
    const response = await fetch(`${tls ? 'https' : 'http'}://${host}${basePath}/`, { signal })
    await response.body?.cancel()
    const here = (asked + clock()) / 2
    const theirs = Date.parse(response.headers.get('date') ?? '')
    if (Number.isNaN(theirs)) return [unknown(`${host} does not say what time it is.`)]
    const apart = Math.round((here - theirs) / 1_000)
    if (Math.abs(apart) <= MOST_APART_S) return [ok(`this machine and AWS are ${Math.abs(apart)} s apart.`)]
    return [
      wrong(
        `this machine is ${Math.abs(apart)} s ${apart > 0 ? 'ahead of' : 'behind'} AWS, which refuses what is signed more than ${REFUSED_MINUTES} minutes off. Let the operating system set the time by itself (NTP).`,
      ),
    ]
  },
}
