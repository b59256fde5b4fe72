import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import {
  AdminConfirmSignUpCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  InitiateAuthCommand,
  ListUsersCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { afterEach, beforeEach, expect, test } from 'vitest'

const ACCOUNT = { region: 'us-east-1', accessKeyId: 'AKIADURABLE', secretAccessKey: 'durable' }
const PASSWORD = 'Museum-guide-42'

let folder: string
let child: ChildProcess

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docent-durable-'))
  await writeFile(join(folder, 'account.json'), JSON.stringify(ACCOUNT))
})
afterEach(async () => {
  await kill()
  await rm(folder, { recursive: true })
})

test('after kill -9 in the midst of sign-ups everyone who was answered can sign in', async () => {
  let sdk = await start()
  const { UserPool } = await sdk.send(
    new CreateUserPoolCommand({ PoolName: 'd', AutoVerifiedAttributes: ['email'] }),
  )
  const UserPoolId = UserPool!.Id!
  const made = await sdk.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'd',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    }),
  )
  const ClientId = made.UserPoolClient!.ClientId!

  const answered = new Set<string>()
  for (let round = 0; round < 3; round++) {
    const running = sdk
    const before = answered.size
    // Each sign-up that comes through starts another, so the kill always meets some half-way.
    const signUp = async (Username: string): Promise<void> => {
      await running.send(new SignUpCommand({ ClientId, Username, Password: PASSWORD }))
      answered.add(Username)
      if (answered.size === before + 12) child.kill('SIGKILL')
      return signUp(`next-${Username}`)
    }
    const lines = Array.from({ length: 6 }, (_, line) => signUp(`r${round}-l${line}@example.com`))
    const ends = await Promise.allSettled(lines)
    expect(ends.every(({ status }) => status === 'rejected')).toBe(true)
    sdk = await start()
  }

  expect(answered.size).toBeGreaterThanOrEqual(36)
  for (const USERNAME of answered) {
    await sdk.send(new AdminConfirmSignUpCommand({ UserPoolId, Username: USERNAME }))
    const AuthParameters = { USERNAME, PASSWORD }
    const signIn = new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters })
    expect((await sdk.send(signIn)).AuthenticationResult?.AccessToken).toBeTruthy()
  }
  // Whoever else is there was written whole, and no half-written file is left.
  const { Users } = await sdk.send(new ListUsersCommand({ UserPoolId }))
  expect(Users!.length).toBeGreaterThanOrEqual(answered.size)
  const files = await readdir(join(folder, 'data', 'cognito', 'pools', UserPoolId, 'users'))
  expect(files.filter(name => !name.endsWith('.json'))).toEqual([])
})

async function start(): Promise<CognitoIdentityProviderClient> {
  await kill()
  const main = join(import.meta.dirname, '../main.ts')
  const files = ['--data', join(folder, 'data'), '--account-file', join(folder, 'account.json')]
  child = spawn(process.execPath, [main, '--port', '0', ...files, '--die-with-parent'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [line] = await once(createInterface(child.stdout!), 'line')
  const endpoint = `http://127.0.0.1:${JSON.parse(line).port}`
  // A second try could turn a sign-up that was cut off into "exists already".
  return new CognitoIdentityProviderClient({
    region: ACCOUNT.region,
    endpoint,
    credentials: ACCOUNT,
    maxAttempts: 1,
  })
}

async function kill() {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
