import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CannotStart } from './cannot-start.ts'

/** What is there once an installation has begun; `.new` while it is being written. */
const OURS = ['account.json', 'account.json.new', 'format.json', 'format.json.new']
/** What systems put into a folder by themselves. */
const NOBODYS = new Set(['lost+found', '.DS_Store', '.Trash-1000', 'Thumbs.db'])
/** What tests, benches and builds of the project leave in its `.docent`, where the first installation begins as well. */
const PROJECTS = new Set([
  ...['bench', 'deploy-check', 'eval', 'functions', 'setup.lock'],
  ...['test-times.json', 'test-times-long.json'],
])
/** What an empty installation needs in its first minute, with some room for a first document; bytes. */
const PROBE_BYTES = 1_048_576
const PROBE = '.docent-probe'

/**
 * Makes the folder where it is not there and tries whether it can hold an installation: ours or empty, to be
 * written, with room. Throws `CannotStart` with the reason.
 */
export function checkDataFolder(folder: string): void {
  const refuse = (what: string, cause?: unknown) => {
    throw new CannotStart(`${what} Choose another folder with --data DIR.`, { cause })
  }
  try {
    makeFolder(folder)
    const there = readdirSync(folder).filter(
      name => !NOBODYS.has(name) && !PROJECTS.has(name) && name !== PROBE,
    )
    if (there.length > 0 && !there.some(name => OURS.includes(name))) {
      refuse(`${folder} has other things in it (${there.slice(0, 3).join(', ')}), and no data of Docent.`)
    }
    tryWriting(join(folder, PROBE))
  } catch (error) {
    if (error instanceof CannotStart) throw error
    refuse(reasonOf(folder, error as NodeJS.ErrnoException), error)
  }
}

/**
 * One folder after the other: where a system has folders that none can be made in (`/proc`), Node's own
 * recursive `mkdir` turns round for ever, and hears no signal.
 */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })) return
  const above = dirname(folder)
  if (above !== folder) makeFolder(above)
  mkdirSync(folder)
}

function tryWriting(file: string): void {
  try {
    writeFileSync(file, Buffer.alloc(PROBE_BYTES), { mode: 0o600, flush: true })
  } finally {
    rmSync(file, { force: true })
  }
}

function reasonOf(folder: string, { code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'EEXIST':
    case 'ENOTDIR':
      return `${folder} cannot be a folder: there is a file, or a link that leads nowhere, in its place.`
    case 'EACCES':
    case 'EPERM':
      return `You may not write to ${folder}.`
    case 'EROFS':
      return `${folder} can only be read.`
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return `There is no room for Docent's data in ${folder}. Make room there, or begin elsewhere.`
    default:
      return `${folder} cannot hold data (${message}).`
  }
}
