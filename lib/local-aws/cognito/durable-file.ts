import { randomBytes } from 'node:crypto'
import { open, rename, rm, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'

/** An unfinished write; whoever opens the folder after a crash may delete it. */
export const PART_SUFFIX = '.part'

/**
 * Replaces the file as a whole. When the promise resolves the new text is on disk under its name; whenever the
 * process dies there is either the old text or the new one, never a mixture.
 */
export async function writeDurably(path: string, text: string): Promise<void> {
  const part = `${path}.${randomBytes(6).toString('hex')}${PART_SUFFIX}`
  try {
    const file = await open(part, 'wx', OWNER_ONLY)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
}

/** Removes the file; when the promise resolves it stays removed. */
export async function removeDurably(path: string): Promise<void> {
  await unlink(path)
  await syncFolder(dirname(path))
}

/** Passwords' verifiers, the signing key and codes are nobody else's business on a shared computer. */
const OWNER_ONLY = 0o600

/** A rename is only durable once the folder that holds the name is. */
async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder, and its renames are journalled.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
