import { expect, it, vi } from 'vitest'
import { type CredentialProvider, defaultChain, KeptCredentials } from './credentials.ts'

const MINUTE = 60_000
const keys = (accessKeyId: string, expiresAt?: number) => ({
  ...{ accessKeyId, secretAccessKey: 's' },
  ...(expiresAt !== undefined && { expiration: new Date(expiresAt) }),
})

it('asks once, however many wait, and never again for keys that do not expire', async () => {
  const provider = vi.fn(async () => keys('A'))
  const kept = new KeptCredentials(provider, 'eu-west-1')
  expect(await Promise.all([kept.at(0), kept.at(0)])).toEqual([keys('A'), keys('A')])
  expect(kept.at(1e12)).toEqual(keys('A'))
  expect(provider).toHaveBeenCalledTimes(1)
})

it('asks anew five minutes before they expire', async () => {
  const provider = vi
    .fn()
    .mockResolvedValueOnce(keys('A', 60 * MINUTE))
    .mockResolvedValueOnce(keys('B', 120 * MINUTE))
  const kept = new KeptCredentials(provider, 'eu-west-1')
  await kept.at(0)
  expect(kept.at(54 * MINUTE)).toEqual(keys('A', 60 * MINUTE))
  expect(await kept.at(56 * MINUTE)).toEqual(keys('B', 120 * MINUTE))
  expect(kept.at(56 * MINUTE)).toEqual(keys('B', 120 * MINUTE))
})

it('goes on with keys that still work when new ones cannot be had, but not with old ones', async () => {
  const away = new Error('away')
  const provider = vi
    .fn()
    .mockResolvedValueOnce(keys('A', 60 * MINUTE))
    .mockRejectedValue(away)
  const kept = new KeptCredentials(provider, 'eu-west-1')
  await kept.at(0)
  expect(await kept.at(58 * MINUTE)).toEqual(keys('A', 60 * MINUTE))
  await expect(kept.at(61 * MINUTE)).rejects.toBe(away)
  provider.mockResolvedValueOnce(keys('B'))
  expect(await kept.at(62 * MINUTE)).toEqual(keys('B'))
})

it('says for which region they are', async () => {
  const provider = vi.fn(async () => keys('A'))
  await new KeptCredentials(provider, 'eu-west-1').at(0)
  const [{ callerClientConfig }] = provider.mock.calls[0] as unknown as Parameters<CredentialProvider>
  expect(await callerClientConfig.region()).toBe('eu-west-1')
})

it('are by themselves those that the SDK finds', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
  vi.stubEnv('AWS_SESSION_TOKEN', 'token')
  expect(await new KeptCredentials(defaultChain(), 'eu-west-1').at(0)).toMatchObject({
    ...{ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' },
  })
  vi.unstubAllEnvs()
})
