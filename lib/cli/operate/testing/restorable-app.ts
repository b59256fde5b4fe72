import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient, UpdateContinuousBackupsCommand } from '@aws-sdk/client-dynamodb'
import { PutBucketVersioningCommand } from '@aws-sdk/client-s3'
import { readAnswer } from '#lib/client/read-answer.ts'
import { leaveEnvironment } from '#lib/laptop/installation-environment.ts'
import { deps } from '#lib/server/deps.ts'
import { startTestApp } from '#lib/server/testing/test-app.ts'
import { settled, upload } from '#lib/server/testing/upload.ts'
import { PROJECT_ROOT } from '../../project-root.ts'

export const RULES = {
  'Tickets.txt': 'A family ticket for two adults and up to three children costs 28 euros.',
  'Dogs.txt': 'Assistance dogs are welcome in every gallery. Other dogs may wait in the courtyard.',
}

/**
 * The app in this process, warm and with a worker, over tables that can be restored and a bucket that keeps versions,
 * as the templates make them. Its operator's commands run in processes of their own.
 */
export async function startRestorableApp() {
  // One visitor asks them all.
  const app = await startTestApp({
    worker: true,
    settings: { DOCENT_QUESTIONS_PER_VISITOR: '600', DOCENT_QUESTIONS_PER_ADDRESS: '600' },
  })
  const { settings, s3 } = deps()
  const client = new DynamoDBClient({ region: settings.region })
  for (const TableName of [settings.botsTable, settings.vectorsTable]) {
    const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true }
    await client.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }))
  }
  const VersioningConfiguration = { Status: 'Enabled' as const }
  await s3.send(new PutBucketVersioningCommand({ Bucket: settings.bucket, VersioningConfiguration }))
  const data = await mkdtemp(join(tmpdir(), 'docent-restore-'))
  const ours = Object.entries(process.env).filter(([name]) => /^(AWS|DOCENT)_/.test(name))
  leaveEnvironment(data, Object.fromEntries(ours) as Record<string, string>)

  return {
    ...app,
    client,
    data,
    /** A guide of a new owner that knows the rules. */
    async newGuide() {
      const owner = await app.newOwner()
      const { bot } = await (await owner.call('POST', '/api/bots', { name: 'Harbour Museum' })).json()
      const botId: string = bot.id
      const documents: Record<string, string> = {}
      for (const [name, text] of Object.entries(RULES)) documents[name] = await add(name, text)
      const { ticket } = await (await owner.call('POST', `/api/bots/${botId}/ticket`)).json()

      async function add(name: string, text: string): Promise<string> {
        const document = await settled(owner, await upload(owner, botId, name, text))
        if (document.status !== 'ready') throw new Error(`${name} is ${document.status}.`)
        return document.id
      }
      return {
        owner,
        botId,
        documents,
        add,
        /** The answer in words; '' where there is none. */
        async ask(question: string): Promise<string> {
          const response = await app.call('POST', '/api/chat', {
            headers: { authorization: `Bearer ${ticket}` },
            body: JSON.stringify({ question }),
          })
          if (!response.ok) return ''
          let text = ''
          for await (const event of readAnswer(response)) if (event.type === 'text') text += event.delta
          return text
        },
      }
    },
    /** `npm run docent -- restore …` */
    async restore(...words: string[]) {
      const file = 'lib/cli/operate/docent.ts'
      const child = spawn(process.execPath, [file, 'restore', ...words, '--data', data], {
        cwd: PROJECT_ROOT,
        env: { NODE_ENV: 'production', PATH: process.env.PATH },
      })
      const output = { text: '' }
      for (const stream of [child.stdout, child.stderr]) stream.on('data', piece => (output.text += piece))
      const [code] = await once(child, 'close')
      return { code: code as number, text: output.text }
    },
    /** A second that is over, behind everything done until now: moments are told in seconds. */
    async moment(): Promise<string> {
      const next = Math.ceil(Date.now() / 1_000) * 1_000
      while (Date.now() <= next) await new Promise(resolve => setTimeout(resolve, next + 1 - Date.now()))
      return new Date(next).toISOString()
    },
    async close() {
      client.destroy()
      await app.close()
      await rm(data, { recursive: true })
    },
  }
}
export type RestorableApp = Awaited<ReturnType<typeof startRestorableApp>>
