import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DescribeUserPoolCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aloneAccount, cognitoAlone } from '../testing/cognito-alone.ts'
import { localClientId, localPoolId } from './local-ids.ts'

const PASSWORD = 'Museum-guide-42'
let folder: string
let server: Awaited<ReturnType<typeof cognitoAlone>>
let sdk: CognitoIdentityProviderClient

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docent-cognito-'))
  await start()
})
afterEach(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

describe('the service', () => {
  test('gives the first pool and client of a name an id that can be foretold', async () => {
    const { UserPoolId, ClientId } = await makePool()
    expect(UserPoolId).toBe(localPoolId('us-east-1', 'museum'))
    expect(ClientId).toBe(localClientId(UserPoolId, 'web'))
    expect((await makePool()).UserPoolId).toMatch(/^us-east-1_[0-9A-Za-z]{9}$/)
    const fixed = new CreateUserPoolCommand({
      PoolName: 'fixed',
      UserPoolTags: { 'local:pool-id': 'us-east-1_local0001' },
    })
    expect((await sdk.send(fixed)).UserPool!.Id).toBe('us-east-1_local0001')
    await expect(sdk.send(fixed)).rejects.toMatchObject({ name: 'InvalidParameterException' })
    const outside = { PoolName: 'out', UserPoolTags: { 'local:pool-id': 'us-east-1_/../../x' } }
    await expect(sdk.send(new CreateUserPoolCommand(outside))).rejects.toThrow('does not')
  })

  test('refuses by name what it would have to ignore', async () => {
    const pool = new CreateUserPoolCommand({ PoolName: 'x', LambdaConfig: { PostConfirmation: 'arn:x' } })
    await expect(sdk.send(pool)).rejects.toThrow('PostConfirmation')
    const { UserPoolId } = await makePool()
    const client = new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'c', GenerateSecret: true })
    await expect(sdk.send(client)).rejects.toThrow('generateSecret')
  })

  test('has its key and its pools after a restart, and sweeps up half-written files', async () => {
    const { UserPoolId, ClientId } = await makePool()
    await sdk.send(new SignUpCommand({ ClientId, Username: 'ada@example.com', Password: PASSWORD }))
    const jwks = `/${UserPoolId}/.well-known/jwks.json`
    const before = await (await fetch(server.endpoint + jwks)).json()
    const users = join(folder, 'pools', UserPoolId, 'users')
    await writeFile(join(users, 'x.json.abc.part'), '{"half')
    await server.close()
    await start()
    expect(await (await fetch(server.endpoint + jwks)).json()).toEqual(before)
    const { UserPool } = await sdk.send(new DescribeUserPoolCommand({ UserPoolId }))
    expect(UserPool!.EstimatedNumberOfUsers).toBe(1)
    expect(await readdir(users)).toHaveLength(1)
  })

  test('gives an address to one of many who ask at the same time', async () => {
    const { ClientId } = await makePool()
    const spellings = ['ada@example.com', 'Ada@example.com', 'ADA@EXAMPLE.COM', 'ada@Example.com']
    const ends = await Promise.allSettled(
      spellings.map(Username => sdk.send(new SignUpCommand({ ClientId, Username, Password: PASSWORD }))),
    )
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('says which file is damaged instead of losing a user', async () => {
    const { UserPoolId, ClientId } = await makePool()
    await sdk.send(new SignUpCommand({ ClientId, Username: 'ada@example.com', Password: PASSWORD }))
    const users = join(folder, 'pools', UserPoolId, 'users')
    const file = join(users, (await readdir(users))[0]!)
    const whole = await readFile(file, 'utf8')
    await server.close()
    await writeFile(file, whole.slice(0, 40))
    await expect(start()).rejects.toThrow(file)
    await writeFile(file, whole)
    await start()
  })

  test('keeps no password that could be read', async () => {
    const { ClientId } = await makePool()
    await sdk.send(new SignUpCommand({ ClientId, Username: 'ada@example.com', Password: PASSWORD }))
    for (const name of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!name.isFile()) continue
      expect(await readFile(join(name.parentPath, name.name), 'utf8')).not.toContain('Museum-guide')
    }
  })

  test('lets pages of every origin call it', async () => {
    const preflight = await fetch(server.endpoint, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://127.0.0.1:3000',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'cache-control,content-type,x-amz-target,x-amz-user-agent',
      },
    })
    expect(preflight.status).toBe(200)
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'cache-control,content-type,x-amz-target,x-amz-user-agent',
      'access-control-allow-methods': 'POST',
    })
    const refusal = await fetch(server.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.GetUser' },
      body: 'not json',
    })
    expect(refusal.headers.get('access-control-allow-origin')).toBe('*')
    expect(refusal.headers.get('x-amzn-errortype')).toBe('SerializationException:')
    expect(refusal.headers.get('access-control-expose-headers')).toContain('x-amzn-ErrorType')
  })

  test('says who signs its tokens', async () => {
    const { UserPoolId } = await makePool()
    const answer = await fetch(`${server.endpoint}/${UserPoolId}/.well-known/openid-configuration`)
    expect(await answer.json()).toMatchObject({
      issuer: `https://cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`,
    })
    const nowhere = await fetch(`${server.endpoint}/us-east-1_nowhere/.well-known/jwks.json`)
    expect(nowhere.status).toBe(400)
  })
})

describe('the mailbox', () => {
  test('shows the newest first, for one address when asked, in any case', async () => {
    const { ClientId } = await makePool()
    for (const Username of ['ada@example.com', 'ben@example.com']) {
      await sdk.send(new SignUpCommand({ ClientId, Username, Password: PASSWORD }))
    }
    const read = async (query: string) => (await fetch(`${server.endpoint}/_mailbox.json${query}`)).json()
    expect(await read('')).toMatchObject([{ to: 'ben@example.com' }, { to: 'ada@example.com' }])
    expect(await read('?to=Ada%40Example.com')).toEqual([
      {
        to: 'ada@example.com',
        subject: 'Confirm your e-mail address',
        code: expect.stringMatching(/^\d{6}$/),
        kind: 'sign-up',
        at: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    ])
    const page = await (await fetch(`${server.endpoint}/_mailbox?to=ada@example.com`)).text()
    expect(page).toContain((await read('?to=ada@example.com'))[0].code)
    expect(page).not.toContain('ben@example.com')
  })

  test('is a page that runs its own script and nothing else', async () => {
    const answer = await fetch(`${server.endpoint}/_mailbox?to=<script>alert(1)</script>`)
    const page = await answer.text()
    expect(page).not.toContain('<script>alert')
    const policy = answer.headers.get('content-security-policy')!
    expect(policy).toContain("default-src 'none'")
    for (const part of ['style', 'script']) {
      const [, text = ''] = new RegExp(`<${part}>([^]*?)</${part}>`).exec(page) ?? []
      expect(policy).toContain(`sha256-${createHash('sha256').update(text).digest('base64')}`)
    }
    const font = await fetch(`${server.endpoint}/_mailbox/inter.woff2`)
    expect(font.headers.get('content-type')).toBe('font/woff2')
  })

  test('is not for pages elsewhere: no other origin, no other host name', async () => {
    const answer = await fetch(`${server.endpoint}/_mailbox.json`, {
      headers: { origin: 'https://evil.test' },
    })
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    const status = await new Promise((resolve, reject) => {
      const rebound = { headers: { host: 'evil.test' }, path: '/_mailbox.json' }
      request(server.endpoint, rebound, ({ statusCode }) => resolve(statusCode))
        .on('error', reject)
        .end()
    })
    expect(status).toBe(403)
  })
})

async function start() {
  server = await cognitoAlone({ folder })
  const { endpoint } = server
  sdk = new CognitoIdentityProviderClient({ region: 'us-east-1', endpoint, credentials: aloneAccount })
}

async function makePool() {
  const { UserPool } = await sdk.send(
    new CreateUserPoolCommand({ PoolName: 'museum', AutoVerifiedAttributes: ['email'] }),
  )
  const UserPoolId = UserPool!.Id!
  const { UserPoolClient } = await sdk.send(
    new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'web' }),
  )
  return { UserPoolId, ClientId: UserPoolClient!.ClientId! }
}
