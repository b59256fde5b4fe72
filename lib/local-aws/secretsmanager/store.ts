import { mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { writeDurably } from '../cognito/durable-file.ts'
import { secretNotFound } from './secrets-error.ts'

const secretSchema = z.object({
  arn: z.string(),
  name: z.string(),
  versions: z.array(
    z.object({
      id: z.string(),
      value: z.string(),
      /** Seconds since 1970, with fractions, as the wire has it. */
      createdAt: z.number(),
      stages: z.array(z.string()),
    }),
  ),
})
export type Secret = z.infer<typeof secretSchema>
export type SecretVersion = Secret['versions'][number]

export interface SecretStore {
  /** By name or ARN; throws ResourceNotFoundException. */
  find(id: string): Secret
  has(name: string): boolean
  /** Adds the secret or puts it in place of the one of that name; resolves once it is on disk. */
  save(secret: Secret): Promise<void>
  remove(secret: Secret): Promise<void>
}

/** All secrets in one file that only its owner may read, written as a whole. */
export async function openSecretStore(file: string): Promise<SecretStore> {
  await mkdir(dirname(file), { recursive: true })
  const secrets = new Map((await readSecrets(file)).map(secret => [secret.name, secret]))
  const write = () => writeDurably(file, JSON.stringify([...secrets.values()], null, 2))
  return {
    find(id) {
      const found = secrets.get(id) ?? [...secrets.values()].find(secret => isArnOf(id, secret))
      if (!found) throw secretNotFound()
      return structuredClone(found)
    },
    has: name => secrets.has(name),
    async save(secret) {
      secrets.set(secret.name, secret)
      await write()
    },
    async remove({ name }) {
      secrets.delete(name)
      await write()
    },
  }
}

/** An ARN may be given without the six characters that Secrets Manager put at its end. */
function isArnOf(id: string, { arn }: Secret): boolean {
  return id === arn || id === arn.slice(0, -'-AbCdEf'.length)
}

async function readSecrets(file: string): Promise<Secret[]> {
  try {
    return z.array(secretSchema).parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw new Error(`${file} is damaged.`, { cause: error })
  }
}
