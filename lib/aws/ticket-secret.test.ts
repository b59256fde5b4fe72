import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type AwsTarget, openAwsTarget } from '../local-aws/testing/aws-target.ts'
import { KEPT_MS, RETRY_MS, ticketSecret } from './ticket-secret.ts'

const key = (letter: string) => letter.repeat(32)

let target: AwsTarget
let client: SecretsManagerClient
let calls: number
let broken: boolean
let now: number
let errors: Error[]
let secrets = 0
let name: string

beforeAll(async () => {
  target = await openAwsTarget()
  const { region, endpoint, credentials } = target
  client = new SecretsManagerClient({ region, endpoint, credentials, maxAttempts: 1 })
  const count = (next: (args: never) => Promise<unknown>) => (args: never) => {
    calls++
    if (broken) throw new Error('no network')
    return next(args)
  }
  client.middlewareStack.add(count as never, { step: 'initialize' })
})
afterAll(async () => {
  client.destroy()
  await target.close()
})
beforeEach(async () => {
  broken = false
  now = 1_000_000
  errors = []
  name = `ticket-${++secrets}`
  await client.send(new CreateSecretCommand({ Name: name, SecretString: key('a') }))
  calls = 0
})

const open = (id = name) =>
  ticketSecret({ client, clock: () => now, onError: error => errors.push(error) }, id)
const rotate = (SecretString: string) =>
  client.send(new PutSecretValueCommand({ SecretId: name, SecretString }))

it('reads the current key, and the one before once there is one', async () => {
  expect(await open().read()).toEqual([key('a')])
  await rotate(key('b'))
  expect(await open().read()).toEqual([key('b'), key('a')])
})

it('asks once for all who come first, and then not for five minutes', async () => {
  const secret = open()
  await Promise.all(Array.from({ length: 20 }, () => secret.read()))
  expect(calls).toBe(2) // one for each version
  now += KEPT_MS - 1
  expect(secret.read()).toEqual([key('a')]) // no promise: not even a turn of the loop
  expect(calls).toBe(2)
})

it('takes up a new key after five minutes, and earlier when a ticket of it comes', async () => {
  const [slow, quick] = [open(), open()]
  await Promise.all([slow.read(), quick.read()])
  await rotate(key('b'))
  now += RETRY_MS
  expect(await slow.read()).toEqual([key('a')])
  expect(await quick.readAgain()).toEqual([key('b'), key('a')])
  now += KEPT_MS
  expect(await slow.read()).toEqual([key('b'), key('a')])
})

it('is not asked again and again by tickets that nobody signed', async () => {
  const secret = open()
  await secret.read()
  for (let forged = 0; forged < 100; forged++) await secret.readAgain()
  expect(calls).toBe(2)
})

it('keeps what it knows while Secrets Manager does not answer, says so, and asks again soon', async () => {
  const secret = open()
  await secret.read()
  await rotate(key('b'))
  now += KEPT_MS
  broken = true
  expect(await secret.read()).toEqual([key('a')])
  expect(errors).toEqual([expect.objectContaining({ message: expect.stringContaining(name) })])
  expect(secret.read()).toEqual([key('a')])
  broken = false
  now += RETRY_MS
  expect(await secret.read()).toEqual([key('b'), key('a')])
})

it('without any key is unavailable, and finds one later', async () => {
  const secret = open()
  broken = true
  await expect(secret.read()).rejects.toMatchObject({ code: 'unavailable' })
  expect(errors[0]!.cause).toMatchObject({ message: 'no network' })
  broken = false
  expect(await secret.read()).toEqual([key('a')])
})

it('is unavailable where the secret does not exist or holds no key, and says which', async () => {
  await expect(open('ticket-none').read()).rejects.toMatchObject({ code: 'unavailable' })
  expect(errors[0]!.message).toContain('ticket-none')
  await rotate('short')
  await expect(open().read()).rejects.toMatchObject({ code: 'unavailable' })
  expect((errors[1]!.cause as Error).message).toContain('put at least 32 random characters')
})

it('does not mind a placeholder before the first real key', async () => {
  await rotate('placeholder')
  await rotate(key('b'))
  expect(await open().read()).toEqual([key('b')])
})
