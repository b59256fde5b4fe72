import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Another process keeps its data in this folder. The message says which, and what to do. */
export class DataFolderInUse extends Error {
  override name = 'DataFolderInUse'
}

/**
 * Runs `open`, which takes LevelDB's own lock on the folder, and writes down who we are beside it.
 *
 * The lock that counts is LevelDB's: the operating system drops it the moment its holder dies, so a
 * killed process never blocks the next one and a recycled process number never fools us. The file
 * `owner.pid` only lets the refusal name the holder.
 * Throws `DataFolderInUse` when somebody else holds it.
 */
export async function openAsOwner<T>(dataFolder: string, open: () => Promise<T>): Promise<T> {
  const pidFile = join(dataFolder, PID_FILE)
  let opened: T
  try {
    opened = await open()
  } catch (error) {
    if (!isLocked(error)) throw error
    throw new DataFolderInUse(await refusal(dataFolder, pidFile), { cause: error })
  }
  await writeFile(pidFile, `${process.pid}\n`)
  return opened
}

/** Call just before the lock is given back, so that the file of the next owner is never deleted. */
export async function leaveFolder(dataFolder: string): Promise<void> {
  await rm(join(dataFolder, PID_FILE), { force: true })
}

const PID_FILE = 'owner.pid'

function isLocked(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ((cause as NodeJS.ErrnoException).code === 'LEVEL_LOCKED') return true
  }
  return false
}

async function refusal(dataFolder: string, pidFile: string): Promise<string> {
  const pid = await readPid(pidFile)
  const owner = pid === undefined ? 'another process' : `process ${pid}`
  return `${dataFolder} is in use by ${owner}. Stop that process first, or choose another data folder.`
}

async function readPid(pidFile: string): Promise<string | undefined> {
  try {
    return (await readFile(pidFile, 'utf8')).trim()
  } catch (error) {
    // It holds the lock but has not written its number yet.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
