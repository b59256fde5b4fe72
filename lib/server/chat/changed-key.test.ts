import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testAccount } from '../../local-aws/testing/aws-target.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { ticketDesk } from '../ticket-desk.ts'

const SECRET = 'docent/ticket-key'
const [first, second] = ['f'.repeat(64), 's'.repeat(64)] as const

let app: TestApp
let secrets: SecretsManagerClient

beforeAll(async () => {
  // What the settings leave empty is not given.
  app = await startTestApp({ settings: { DOCENT_TICKET_KEY: '', DOCENT_TICKET_SECRET: SECRET } })
  const { region, ...credentials } = testAccount
  secrets = new SecretsManagerClient({ region, endpoint: app.awsUrl, credentials })
  await secrets.send(new CreateSecretCommand({ Name: SECRET, SecretString: first }))
})
afterAll(async () => {
  secrets.destroy()
  await app.close()
})

function ask(ticket: string) {
  const headers = { authorization: `Bearer ${ticket}` }
  return app.call('POST', '/api/chat', { headers, body: JSON.stringify({ question: 'Who is there?' }) })
}

it('a conversation goes on while the key in Secrets Manager is changed', async () => {
  const owner = await app.newOwner()
  const bot = (await (await owner.call('POST', '/api/bots', { name: 'Museum' })).json()).bot.id
  const { ticket } = await (await owner.call('POST', `/api/bots/${bot}/ticket`)).json()
  expect((await ask(ticket)).status).toBe(200)

  await secrets.send(new PutSecretValueCommand({ SecretId: SECRET, SecretString: second }))
  expect((await ask(ticket)).status).toBe(200)

  // Another process has the new key already; this one read the old key moments ago.
  const elsewhere = ticketDesk({ read: () => [second, first], readAgain: () => [second, first] })
  const { visitor, site } = JSON.parse(Buffer.from(ticket.split('.')[0], 'base64url').toString())
  const newer = await elsewhere.issue({ bot, site, visitor, role: 'owner' }, Date.now())
  await expect.poll(async () => (await ask(newer.ticket)).status, { timeout: 10_000 }).toBe(200)
  expect((await ask(ticket)).status).toBe(200)
  expect((await ask(`${newer.ticket.slice(0, -2)}xx`)).status).toBe(401)
})
