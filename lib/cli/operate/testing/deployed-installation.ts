import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { DynamoDBClient, UpdateContinuousBackupsCommand } from '@aws-sdk/client-dynamodb'
import { PutBucketVersioningCommand } from '@aws-sdk/client-s3'
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { vi } from 'vitest'
import { deployed } from '#lib/aws/fixtures/deployed-outputs.ts'
import { serveFunctionUrl, type UrlCors } from '#lib/local-aws/lambda/function-url.ts'
import { smallFunctions } from '#lib/local-aws/lambda/testing/small-functions.ts'
import { Queue } from '#lib/local-aws/sqs/queue.ts'
import { serveSqs } from '#lib/local-aws/sqs/service.ts'
import { testAccount } from '#lib/local-aws/testing/aws-target.ts'
import { deps } from '#lib/server/deps.ts'
import { freePort } from '#lib/server/testing/free-port.ts'
import { startTestApp } from '#lib/server/testing/test-app.ts'
import { PROJECT_ROOT } from '../../project-root.ts'
import doctorCommand from '../commands/doctor.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown
type Docent = (typeof deployed)['custom']['docent'] & { operators?: Record<string, unknown> }

const SECRET = 'docent-ticket-key'

/**
 * An installation as `amplify/` makes it, on loopback: tables that can be restored, a bucket that keeps versions, a
 * secret, a queue, a function's URL that lets in our pages only, and pages behind an address, with a published guide.
 */
export async function startDeployedInstallation() {
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const small = smallFunctions()
  // To whoever looks it says what the real one says.
  const chat = small.write(
    `export const handler = awslambda.streamifyResponse(async (event, stream) => {
    stream = awslambda.HttpResponseStream.from(stream, { statusCode: 405, headers: {} })
    stream.write('POST'); stream.end()
  })`,
    { concurrency: 4 },
  )
  const cors: UrlCors = {
    allowOrigins: [publicUrl],
    allowMethods: ['POST'],
    allowHeaders: ['authorization', 'content-type'],
    maxAgeSeconds: 60,
  }
  const chatUrl = await serveFunctionUrl(chat, { cors })
  // Warm, however busy the machine is.
  await (await fetch(chatUrl.url)).text()
  const queue = new Queue({ name: 'documents', visibilityMs: 30_000, maxReceiveCount: 3 })
  const sqs = await serveSqs({ account: testAccount, queues: [queue] })
  const app = await startTestApp({
    settings: {
      ...{ DOCENT_PUBLIC_URL: publicUrl, DOCENT_CHAT_URL: chatUrl.url },
      ...{ DOCENT_TICKET_KEY: '', DOCENT_TICKET_SECRET: SECRET },
    },
  })
  const secrets = new SecretsManagerClient({ region: testAccount.region })
  await secrets.send(new CreateSecretCommand({ Name: SECRET, SecretString: 'k'.repeat(64) }))
  const { settings, s3 } = deps()
  const dynamo = new DynamoDBClient({ region: settings.region })
  const switchRecovery = (TableName: string, PointInTimeRecoveryEnabled: boolean) =>
    dynamo.send(
      new UpdateContinuousBackupsCommand({
        TableName,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled },
      }),
    )
  await switchRecovery(settings.botsTable, true)
  await switchRecovery(settings.vectorsTable, true)
  const VersioningConfiguration = { Status: 'Enabled' as const }
  await s3.send(new PutBucketVersioningCommand({ Bucket: settings.bucket, VersioningConfiguration }))
  const owner = await app.newOwner()
  const { bot } = await (await owner.call('POST', '/api/bots', { name: 'Harbour Museum' })).json()
  await owner.call('PATCH', `/api/bots/${bot.id}`, { published: true })

  /** What the pages answer instead, path by path. */
  const instead = new Map<string, Answer>()
  const pages = createServer(async (request, response) => {
    const { method = 'GET', url = '/', headers } = request
    const other = instead.get(url)
    if (other) return other(request, response)
    const body = await buffer(request)
    if (url === '/') return response.end(`<script>{"userPoolId":"${settings.userPoolId}"}</script>`)
    const answer = await app.call(method as 'GET', url, {
      headers: headers as Record<string, string>,
      ...(body.length && { body }),
    })
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(Buffer.from(await answer.arrayBuffer()))
  })
  await new Promise<void>(resolve => pages.listen(port, '127.0.0.1', resolve))

  const folder = mkdtempSync(join(tmpdir(), 'docent-doctor-'))
  const ofProduct = Object.entries(process.env).filter(([name]) => /^(AWS_|NO_PROXY$|PATH$)/.test(name))
  const docent: Docent = {
    ...deployed.custom.docent,
    ...{ region: settings.region, botsTable: settings.botsTable, vectorsTable: settings.vectorsTable },
    ...{ bucket: settings.bucket, userPoolId: settings.userPoolId, ticketSecret: SECRET },
    ...{ userPoolClientId: settings.userPoolClientId, chatUrl: chatUrl.url },
    chatModel: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
    operators: {
      ...{ publicUrl, embedUrl: publicUrl, ingestQueueUrl: sqs.urlOf(queue) },
      alarmTopic: 'arn:aws:sns:us-east-1:000000000000:Alarms',
      alarmsAreMailed: true,
    },
  }

  return {
    app,
    ...{ publicUrl, chatUrl: chatUrl.url, docent, instead, cors, secrets, s3, folder, switchRecovery },
    /**
     * What `npm run docent -- doctor --outputs …` says, with `changes` in the outputs: in this process, which is
     * quicker; with an `environment` in one of its own.
     */
    async doctor(
      changes: Partial<Docent> = {},
      options: { environment?: Record<string, string>; words?: string[] } = {},
    ): Promise<Said> {
      const file = join(folder, 'amplify_outputs.json')
      writeFileSync(file, JSON.stringify({ ...deployed, custom: { docent: { ...docent, ...changes } } }))
      const words = ['--outputs', file, ...(options.words ?? [])]
      const { environment } = options
      return environment
        ? runDocent(['doctor', ...words], { ...Object.fromEntries(ofProduct), ...environment })
        : doctorHere(words)
    },
    async close() {
      pages.closeAllConnections()
      await new Promise(resolve => pages.close(resolve))
      secrets.destroy()
      dynamo.destroy()
      await chatUrl.close()
      await small.close()
      await sqs.close()
      await app.close()
      rmSync(folder, { recursive: true })
    },
  }
}
export type DeployedInstallation = Awaited<ReturnType<typeof startDeployedInstallation>>

interface Said {
  code: number
  text: string
  wrong: string[]
  untold: string[]
}

export async function runDocent(
  words: string[],
  environment: Record<string, string | undefined>,
): Promise<Said> {
  const child = spawn(process.execPath, ['lib/cli/operate/docent.ts', ...words], {
    cwd: PROJECT_ROOT,
    env: { NODE_ENV: 'production', ...environment },
  })
  const output = { text: '' }
  for (const stream of [child.stdout, child.stderr]) stream.on('data', piece => (output.text += piece))
  const [code] = await once(child, 'close')
  return said(code, output.text)
}

/** The command takes on the place it is about: afterwards the environment is as it was. */
async function doctorHere(words: string[]): Promise<Said> {
  const before = { ...process.env }
  let text = ''
  const write = (line: string) => {
    text += `${line}\n`
  }
  const spies = (['log', 'error'] as const).map(way => vi.spyOn(console, way).mockImplementation(write))
  delete process.env.DOCENT_PUBLIC_URL
  try {
    const code = await doctorCommand(words)
    return said(code, text)
  } finally {
    for (const spy of spies) spy.mockRestore()
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
    Object.assign(process.env, before)
  }
}

function said(code: number, text: string): Said {
  const lines = text.split('\n')
  return {
    code,
    text,
    wrong: lines.filter(line => line.startsWith('WRONG')),
    untold: lines.filter(line => line.startsWith('cannot be told')),
  }
}
