import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocalAws } from '../server.ts'
import { type AwsTarget, openAwsTarget, testAccount } from '../testing/aws-target.ts'
import { contractSettings } from '../testing/contract-settings.ts'
import { onlyLocally } from '../testing/only-locally.ts'

let target: AwsTarget
let client: SecretsManagerClient
const made: string[] = []

beforeAll(async () => {
  target = await openAwsTarget()
  client = clientOf({})
})
afterAll(async () => {
  for (const SecretId of made) {
    await client.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }))
  }
  client.destroy()
  await target.close()
})

function clientOf(change: object) {
  const { region, endpoint, credentials } = target
  return new SecretsManagerClient({ region, endpoint, credentials, ...change })
}

async function newSecret(value: string) {
  const Name = `${contractSettings.prefix}/ticket-${Date.now().toString(36)}-${made.length}`
  const { ARN } = await client.send(new CreateSecretCommand({ Name, SecretString: value }))
  made.push(ARN!)
  return { Name, ARN: ARN! }
}
const get = (SecretId: string, VersionStage?: string) =>
  client.send(new GetSecretValueCommand({ SecretId, VersionStage }))
const put = (SecretId: string, SecretString: string, ClientRequestToken?: string) =>
  client.send(new PutSecretValueCommand({ SecretId, SecretString, ClientRequestToken }))

describe('a secret', () => {
  it('is read by its name and by its ARN', async () => {
    const { Name, ARN } = await newSecret('first')
    expect(ARN).toMatch(/^arn:aws:secretsmanager:[\w-]+:\d{12}:secret:.+-\w{6}$/)
    for (const id of [Name, ARN, ARN.slice(0, -7)]) {
      const read = await get(id)
      expect(read).toMatchObject({ Name, ARN, SecretString: 'first', VersionStages: ['AWSCURRENT'] })
      expect(read.CreatedDate).toBeInstanceOf(Date)
    }
  })

  it('has no version before until it is changed', async () => {
    const { Name } = await newSecret('first')
    await expect(get(Name, 'AWSPREVIOUS')).rejects.toBeInstanceOf(ResourceNotFoundException)
  })

  it('keeps the version before when it is changed, and not the one before that', async () => {
    const { Name } = await newSecret('first')
    for (const value of ['second', 'third']) {
      expect((await put(Name, value)).VersionStages).toEqual(['AWSCURRENT'])
    }
    expect((await get(Name)).SecretString).toBe('third')
    expect((await get(Name, 'AWSCURRENT')).SecretString).toBe('third')
    expect((await get(Name, 'AWSPREVIOUS')).SecretString).toBe('second')
  })

  it('is changed once by the same change sent twice, and never to another value', async () => {
    const { Name } = await newSecret('first')
    const token = 'a-token-of-thirty-six-characters-0001'
    await put(Name, 'second', token)
    await put(Name, 'second', token)
    expect((await get(Name, 'AWSPREVIOUS')).SecretString).toBe('first')
    await expect(put(Name, 'other', token)).rejects.toBeInstanceOf(ResourceExistsException)
  })

  it('is made once under its name', async () => {
    const { Name } = await newSecret('first')
    const again = client.send(new CreateSecretCommand({ Name, SecretString: 'second' }))
    await expect(again).rejects.toBeInstanceOf(ResourceExistsException)
    expect((await get(Name)).SecretString).toBe('first')
  })

  it('that does not exist is refused by name', async () => {
    await expect(get('docent-contract/none')).rejects.toBeInstanceOf(ResourceNotFoundException)
    await expect(put('docent-contract/none', 'x')).rejects.toBeInstanceOf(ResourceNotFoundException)
  })
})

async function refusedTo(credentials: { accessKeyId: string; secretAccessKey: string }): Promise<string> {
  const stranger = clientOf({ credentials })
  const error = await stranger.send(new GetSecretValueCommand({ SecretId: 'any' })).catch(failure => failure)
  stranger.destroy()
  return error.name
}

it('refuses a call by a key that nobody knows', async () => {
  const stranger = { accessKeyId: 'AKIASTRANGERSTRANGER', secretAccessKey: 'x' }
  expect(await refusedTo(stranger)).toBe('UnrecognizedClientException')
})

onlyLocally('the id of the real key is not known here', 'refuses a forged signature', async () => {
  expect(await refusedTo({ ...testAccount, secretAccessKey: 'wrong' })).toBe('InvalidSignatureException')
})

onlyLocally('the real one lists', 'what it cannot do it says by name', async () => {
  const call = client.send(new ListSecretsCommand({}))
  await expect(call).rejects.toThrow('does not carry ListSecrets')
})

onlyLocally('the real one has no folder here', 'secrets outlive the process', async () => {
  const { Name } = await newSecret('kept')
  const dataFolder = join(target.dataFolder, 'again')
  const start = () => startLocalAws({ port: 0, dataFolder, account: testAccount, quiet: true })
  const first = await start()
  const before = clientOf({ endpoint: first.url })
  await before.send(new CreateSecretCommand({ Name, SecretString: 'kept' }))
  await first.close()
  const second = await start()
  const after = clientOf({ endpoint: second.url })
  expect((await after.send(new GetSecretValueCommand({ SecretId: Name }))).SecretString).toBe('kept')
  await second.close()
  expect(readFileSync(join(dataFolder, 'secretsmanager', 'secrets.json'), 'utf8')).toContain('kept')
})
