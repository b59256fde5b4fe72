import { randomBytes, randomInt } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { CannotStart } from './cannot-start.ts'

const accountSchema = z.object({
  region: z.string().min(1),
  accessKeyId: z.string().min(1),
  secretAccessKey: z.string().min(1),
})
/** The keys of the AWS on loopback. */
export type LocalAccount = z.infer<typeof accountSchema>

/**
 * How a data folder is laid out. Goes up by one where an older Docent could no longer read what a newer one wrote;
 * a folder from before it was noted has the first.
 */
const FORMAT = 1
const formatSchema = z.object({ format: z.number().int().positive() })

const secretsSchema = z.object({
  ticketKey: z.string().min(32),
  demo: z.object({ email: z.string(), password: z.string() }),
})
export type Secrets = z.infer<typeof secretsSchema>

export interface Installation {
  account: LocalAccount
  accountFile: string
  secrets: Secrets
}

/** What this data folder's installation keeps to itself: made once, then read. Only its owner may read it. */
export function openInstallation(dataFolder: string, wanted?: LocalAccount): Installation {
  mkdirSync(dataFolder, { recursive: true })
  chmodSync(dataFolder, 0o700)
  const { format } = keep(join(dataFolder, 'format.json'), formatSchema, () => ({ format: FORMAT }))
  if (format > FORMAT) {
    throw new CannotStart(
      `${dataFolder} was written by a newer Docent. Start that one, or choose another folder with --data DIR.`,
    )
  }
  const accountFile = join(dataFolder, 'account.json')
  return {
    accountFile,
    account: keep(accountFile, accountSchema, () => wanted ?? newAccount()),
    secrets: keep(join(dataFolder, 'secrets.json'), secretsSchema, newSecrets),
  }
}

function keep<T>(file: string, schema: z.ZodType<T>, make: () => T): T {
  if (!existsSync(file)) writePrivately(file, make())
  const read = schema.safeParse(parseJson(readFileSync(file, 'utf8')))
  if (read.success) return read.data
  throw new CannotStart(
    `${file} is damaged. Put back an earlier copy, or delete the whole folder around it: Docent then starts empty.`,
    { cause: read.error },
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    // The schema refuses it and the caller names the file.
    return error
  }
}

/** Written beside and renamed, so that a kill half-way leaves no half of it. */
export function writePrivately(file: string, value: unknown) {
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

function newAccount(): LocalAccount {
  return {
    region: 'us-east-1',
    // In the form AWS gives them, so that whatever checks the form is content.
    accessKeyId: `AKIA${Array.from({ length: 16 }, () => BASE32[randomInt(BASE32.length)]).join('')}`,
    secretAccessKey: randomBytes(30).toString('base64'),
  }
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function newSecrets(): Secrets {
  return {
    ticketKey: randomBytes(32).toString('base64url'),
    demo: { email: 'demo@docent.example', password: newPassword() },
  }
}

/** Fits the password policy, can be read aloud, 60 bits. */
export function newPassword(): string {
  const word = () => Array.from({ length: 4 }, () => BASE32[randomInt(26)]!.toLowerCase()).join('')
  const first = word()
  return `${first[0]!.toUpperCase()}${first.slice(1)}-${word()}-${randomInt(1000, 10_000)}-${word()}`
}
