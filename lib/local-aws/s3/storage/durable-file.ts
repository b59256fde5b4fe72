import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Makes a new, renamed or removed entry of a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows can't open a folder, and its file systems journal names themselves.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Moves a finished file to where it is looked for; whoever looks finds the old one or this one, whole. */
export async function publishFile(temporary: string, path: string): Promise<void> {
  await rename(temporary, path)
  await syncFolder(dirname(path))
}

/** A small file, replaced whole. */
export async function replaceFile(temporary: string, path: string, text: string): Promise<void> {
  await writeTemporary(temporary, async handle => {
    await handle.writeFile(text)
  })
  await publishFile(temporary, path)
}

/** Fills a new file and puts it on disk; when filling fails nothing stays behind. */
export async function writeTemporary(
  path: string,
  fill: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  const handle = await open(path, 'wx')
  try {
    await fill(handle)
    await handle.sync()
  } catch (error) {
    await handle.close()
    await rm(path, { force: true })
    throw error
  }
  await handle.close()
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
