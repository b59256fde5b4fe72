import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createPlain, type RequestListener } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { certificateFinding, checkAddress, isLoopback, otherFindings, otherNameOf } from './check-address.ts'
import type { DoctorPlace } from './doctor-place.ts'

const folder = mkdtempSync(join(tmpdir(), 'docent-certificate-'))
const usual = getCACertificates('default')
let server: Server | undefined
let url: string
let certificate: string

/** Not every machine has it, and Node makes no certificates. */
const canCertify = spawnSync('openssl', ['version']).status === 0

/** Good for twenty days, by nobody whom browsers know. */
beforeAll(async () => {
  if (!canCertify) return
  const [key, cert] = ['key.pem', 'cert.pem'].map(name => join(folder, name))
  execFileSync(
    'openssl',
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 20 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout ${key} -out ${cert}`.split(
      ' ',
    ),
    { stdio: 'ignore' },
  )
  certificate = readFileSync(cert!, 'utf8')
  server = createServer({ key: readFileSync(key!), cert: certificate }, (_, response) =>
    response.writeHead(503).end(),
  )
  await new Promise<void>(resolve => server!.listen(0, '127.0.0.1', resolve))
  url = `https://localhost:${(server!.address() as AddressInfo).port}`
})
afterAll(async () => {
  setDefaultCACertificates(usual)
  server?.closeAllConnections()
  await new Promise(resolve => (server ? server.close(resolve) : resolve(undefined)))
  rmSync(folder, { recursive: true })
})

const DAY_MS = 86_400_000

/** The first line of an https address, as it is `days` from now. */
async function look(days: number) {
  const place = {
    publicUrl: url,
    clock: () => Date.now() + days * DAY_MS,
    settings: { userPoolId: 'us-east-1_pool', botsTable: 'bots' },
    dynamo: {},
  } as unknown as DoctorPlace
  const [first] = await checkAddress.look(place, new AbortController().signal)
  return first!
}

describe('a certificate', () => {
  it.runIf(canCertify)('that browsers do not know is wrong, with the reason', async () => {
    const { state, text } = await look(0)
    expect(state).toBe('wrong')
    expect(text).toMatch(new RegExp(`browsers refuse ${url} \\(DEPTH_ZERO_SELF_SIGNED_CERT`))
  })

  it.runIf(canCertify)('is good until two weeks before its end', async () => {
    setDefaultCACertificates([...usual, certificate])
    expect(await look(7)).toMatchObject({ state: 'wrong', text: expect.stringContaining('ends in 12 days') })
    setDefaultCACertificates(usual)
  })

  it.each([
    [14, 'ok'],
    [13.9, 'wrong'],
    [-1, 'wrong'],
  ])('that ends in %s days is %s', (days, state) => {
    const now = Date.parse('2026-11-30T00:00:00Z')
    expect(certificateFinding('a.example', new Date(now + days * DAY_MS), now).state).toBe(state)
  })
})

it.each([
  ['example.com', 'www.example.com'],
  ['www.example.com', 'example.com'],
  ['docent.example.com', 'www.docent.example.com'],
  ['localhost', null],
  ['127.0.0.1', null],
  ['intranet', null],
])('beside %s people may type %s', (host, other) => {
  expect(otherNameOf(host)).toBe(other)
})

it.each([
  ['127.0.0.1', true],
  ['localhost', true],
  ['127.example.com', false],
  ['::1', true],
  ['docent.example.com', false],
])('%s on this machine: %s', (host, here) => {
  expect(isLoopback(host)).toBe(here)
})

describe('the other name of the address', () => {
  const ORIGIN = 'https://docent.example.com'
  const found = async (answer: RequestListener) => {
    const other = createPlain(answer)
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
    try {
      const { port } = other.address() as AddressInfo
      return await otherFindings(ORIGIN, `http://127.0.0.1:${port}`, new AbortController().signal)
    } finally {
      other.closeAllConnections()
      await new Promise(resolve => other.close(resolve))
    }
  }

  it('leads on', async () => {
    const [only] = await found((_, response) =>
      response.writeHead(301, { location: `${ORIGIN}/api/health?shallow` }).end(),
    )
    expect(only).toMatchObject({ state: 'ok', text: expect.stringContaining(`leads on to ${ORIGIN}`) })
  })

  it('must not show the same pages: their questions would be refused', async () => {
    const [only] = await found((_, response) => response.end(JSON.stringify({ ok: true, checks: {} })))
    expect(only).toMatchObject({ state: 'wrong', text: expect.stringContaining('Rewrites and redirects') })
  })

  it('may be another site', async () => {
    expect(await found((_, response) => response.end('<h1>Museum</h1>'))).toEqual([])
  })

  it('must not lead to nobody', async () => {
    const signal = new AbortController().signal
    expect(await otherFindings(ORIGIN, 'http://127.0.0.1:9', signal)).toMatchObject([{ state: 'wrong' }])
  })
})
