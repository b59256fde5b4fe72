import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeOwner, signInOwner } from '#lib/laptop/owner-account.ts'
import { awsPlace, type Provisioned, provision } from '#lib/laptop/provision.ts'
import { DISK_FULL } from './full-disk.ts'
import { testAccount } from './testing/aws-target.ts'

const OWNER = { email: 'owner@example.com', password: 'Quiet-Museum-1' }
/** A small disk of its own needs Linux, and leave to make one. */
const smallDisks = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()]).status === 0

let folder: string
let server: ChildProcess
let endpoint: string
let pool: Provisioned
const complaints: string[] = []
/** The disk, seen from outside its namespace. */
const onDisk = (name: string) => join(`/proc/${server.pid}/root`, folder, name)

async function startOnSmallDisk(): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'docent-full-'))
  const accountFile = `${folder}.json`
  writeFileSync(accountFile, JSON.stringify(testAccount))
  const main = join(import.meta.dirname, 'main.ts')
  const mounted = 'mount -t tmpfs -o size=8m tmpfs "$0" && exec "$@"'
  const program = [process.execPath, main, '--port', '0', '--data', join(folder, 'data')]
  const more = ['--account-file', accountFile, '--die-with-parent']
  server = spawn('unshare', ['-rm', 'sh', '-c', mounted, folder, ...program, ...more])
  createInterface({ input: server.stderr! }).on('line', line => complaints.push(line))
  const [line] = await once(createInterface({ input: server.stdout! }), 'line')
  endpoint = `http://127.0.0.1:${JSON.parse(line).port}`
}

function fillDisk(): void {
  for (const bytes of [65_536, 4_096, 1]) {
    try {
      for (;;) appendFileSync(onDisk('fill'), Buffer.alloc(bytes))
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC')
    }
  }
}

describe.skipIf(!smallDisks)('on a full disk', () => {
  beforeAll(async () => {
    await startOnSmallDisk()
    const place = awsPlace(endpoint, testAccount)
    pool = await provision(place, 'http://127.0.0.1:3999')
    await makeOwner(place, pool, OWNER)
    expect(await signInOwner(endpoint, pool, OWNER)).toEqual(expect.any(String))
    fillDisk()
  })
  afterAll(async () => {
    server.stdin!.end()
    await once(server, 'exit')
    rmSync(folder, { recursive: true })
    rmSync(`${folder}.json`)
  })

  const s3 = () => new S3Client({ ...awsPlace(endpoint, testAccount), forcePathStyle: true, maxAttempts: 1 })
  const put = (client: S3Client, bytes: number) =>
    client.send(
      new PutObjectCommand({ Bucket: 'docent-files', Key: 'texts/a', Body: Buffer.alloc(bytes, 1) }),
    )

  it('an upload ends with the reason, whatever its size, on a connection that goes on', async () => {
    const client = s3()
    for (const bytes of [100, 6_000_000, 200_000]) {
      await expect(put(client, bytes)).rejects.toMatchObject({
        ...{ name: 'InsufficientStorage', message: DISK_FULL },
        $metadata: { httpStatusCode: 507 },
      })
    }
    client.destroy()
  })

  it('a row is refused with the reason', async () => {
    const client = new DynamoDBClient({ ...awsPlace(endpoint, testAccount), maxAttempts: 1 })
    const write = (at: number) => {
      const Item = { pk: { S: `BOT#${at}` }, sk: { S: 'BOT' }, text: { S: 'x'.repeat(300_000) } }
      return client.send(new PutItemCommand({ TableName: 'docent-bots', Item }))
    }
    await expect(Promise.all(Array.from({ length: 8 }, (_, at) => write(at)))).rejects.toMatchObject({
      ...{ name: 'InternalServerError', message: DISK_FULL },
    })
    client.destroy()
  })

  it('a right password is not called wrong', async () => {
    await expect(signInOwner(endpoint, pool, OWNER)).rejects.toThrow(DISK_FULL)
  })

  it('the log says it once', () => {
    expect(complaints).toEqual([expect.stringContaining(DISK_FULL)])
  })

  it('where there is room again, all goes on', async () => {
    rmSync(onDisk('fill'))
    expect(await signInOwner(endpoint, pool, OWNER)).toEqual(expect.any(String))
    const client = s3()
    await put(client, 100_000)
    client.destroy()
  })
})
