import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { writeDurably } from './durable-file.ts'

/** Made once per installation and kept: who has them can mint tokens. */
export interface InstallKeys {
  kid: string
  privateKey: KeyObject
  publicKey: KeyObject
  /** 32 bytes; seals what clients carry for us and hashes codes. */
  secret: Buffer
}

export async function openInstallKeys(path: string): Promise<InstallKeys> {
  const stored = (await readKeys(path)) ?? (await makeKeys(path))
  const privateKey = createPrivateKey(stored.privateKey)
  const publicKey = createPublicKey(privateKey)
  const der = publicKey.export({ type: 'spki', format: 'der' })
  return {
    kid: createHash('sha256').update(der).digest('base64url'),
    privateKey,
    publicKey,
    secret: Buffer.from(stored.secret, 'base64'),
  }
}

const storedKeys = z.object({ privateKey: z.string(), secret: z.base64() })
type StoredKeys = z.infer<typeof storedKeys>

async function readKeys(path: string): Promise<StoredKeys | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  return storedKeys.parse(JSON.parse(text))
}

async function makeKeys(path: string): Promise<StoredKeys> {
  // Cognito's own keys are 2048 bits long.
  const pair = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const keys = { privateKey: pair.privateKey, secret: randomBytes(32).toString('base64') }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await writeDurably(path, JSON.stringify(keys))
  return keys
}
