import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import type { DoctorPlace } from './doctor-place.ts'
import { examine, lineOf, sumOf } from './examine.ts'
import { type Check, ok, unknown, wrong } from './finding.ts'
import { notSeen, whyOf } from './not-seen.ts'

const PLACE = {} as DoctorPlace
const check = (look: Check['look']): Check => ({ about: 'thing', look })

/** As the AWS SDK throws it. */
function refusal(name: string, httpStatusCode = 400): Error {
  return Object.assign(new Error('No.'), { name, $metadata: { httpStatusCode } })
}

it('looks at everything side by side, and keeps the order', async () => {
  let begun = 0
  let both = () => {}
  const together = new Promise<void>(resolve => {
    both = resolve
  })
  const look = async () => {
    if (++begun === 2) both()
    await together
    return [ok(`${begun}`)]
  }
  const found = await examine(
    [
      { about: 'a', look },
      { about: 'b', look },
    ],
    PLACE,
    5_000,
  )
  expect(found.map(({ about }) => about)).toEqual(['a', 'b'])
})

it('gives up what hangs, tells it so, and goes on with the others', async () => {
  let told = false
  const hangs = check(
    (_, signal) =>
      new Promise(() => {
        signal.addEventListener('abort', () => {
          told = true
        })
      }),
  )
  const found = await examine([hangs, check(async () => [ok('well')])], PLACE, 20)
  expect(found.map(({ state }) => state)).toEqual(['unknown', 'ok'])
  expect(found[0]!.text).toContain('no answer within 0.02 s')
  expect(told).toBe(true)
})

it('takes what fails to look for what cannot be told', async () => {
  const found = await examine([check(() => Promise.reject(new Error('torn')))], PLACE, 1_000)
  expect(found).toMatchObject([{ state: 'unknown', text: 'looking failed (torn).' }])
})

it.each([
  [refusal('AccessDeniedException'), 'your credentials have no right to look (s3:Look)'],
  [refusal('AccessDenied', 403), 'no right to look'],
  [refusal('403', 403), 'no right to look'],
  [refusal('ExpiredTokenException'), 'see the line about credentials'],
  // Also said with 403.
  [refusal('InvalidAccessKeyId', 403), 'see the line about credentials'],
  [refusal('InternalServerError', 500), 'AWS could not be asked (No.)'],
])('says why something cannot be told: %s', (error, words) => {
  const { state, text } = notSeen('the thing', 's3:Look', error)
  expect(state).toBe('unknown')
  expect(text).toContain(words)
})

it('writes one line for each, whatever was said', () => {
  expect(lineOf({ about: 'app', ...wrong('gone.') }, 7)).toBe('WRONG           app      gone.')
  expect(lineOf({ about: 'clock', ...unknown('late.') }, 7)).toBe('cannot be told  clock    late.')
})

it.each([
  [[ok('')], 'Nothing found wrong.'],
  [[ok(''), unknown('')], 'Nothing found wrong; 1 cannot be told.'],
  [[wrong(''), ok('')], '1 of 2 is wrong.'],
  [[wrong(''), wrong(''), unknown('')], '2 of 3 are wrong; 1 cannot be told.'],
])('sums up %j', (findings, words) => {
  expect(sumOf(findings)).toBe(words)
})

it('tells what OpenSSL means, not where in its source', async () => {
  const server = createServer((_, response) => response.end())
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = server.address() as AddressInfo
    const error = await fetch(`https://127.0.0.1:${port}`).catch(thrown => thrown)
    expect(whyOf(error)).toMatch(/^ERR_SSL_\w+: [a-z ]+$/)
  } finally {
    server.close()
  }
})
