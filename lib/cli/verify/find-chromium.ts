import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

/** The machine, as far as looking for a browser goes. */
export interface Machine {
  /** What DOCENT_CHROMIUM says. */
  wanted: string | undefined
  isProgram(path: string): boolean
  /** Full path of a program on the PATH, or null. */
  onPath(name: string): string | null
  /** Where Playwright keeps its own download, there or not. */
  playwrightsOwn: string
  mayInstallPackages: boolean
  /** Answers whether it worked. */
  installPackage(name: string): boolean
  downloadPlaywrightsOwn(): boolean
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * A Chromium to test with: DOCENT_CHROMIUM, then what is installed, then Playwright's own, then what can
 * be had. Throws one sentence that says what to do where there is none.
 */
export function findChromium(machine: Machine = thisMachine()): string {
  if (machine.wanted) {
    if (machine.isProgram(machine.wanted)) return machine.wanted
    throw new Error(
      `DOCENT_CHROMIUM names ${machine.wanted}, which is no program. Correct it or leave it out.`,
    )
  }
  const installed = () => NAMES.map(name => machine.onPath(name)).find(path => path !== null)
  const found = installed() ?? [...APPLICATIONS, machine.playwrightsOwn].find(machine.isProgram)
  if (found) return found

  if (machine.mayInstallPackages && machine.installPackage('chromium')) {
    const fresh = installed()
    if (fresh) return fresh
  }
  if (machine.downloadPlaywrightsOwn() && machine.isProgram(machine.playwrightsOwn)) {
    return machine.playwrightsOwn
  }
  throw new Error(
    'There is no Chromium to test with: install Chromium or Chrome, or set DOCENT_CHROMIUM to its path.',
  )
}

function thisMachine(): Machine {
  return {
    wanted: process.env.DOCENT_CHROMIUM,
    isProgram,
    onPath: name =>
      (process.env.PATH ?? '')
        .split(delimiter)
        .map(folder => join(folder, name))
        .find(isProgram) ?? null,
    playwrightsOwn: chromium.executablePath(),
    mayInstallPackages: process.getuid?.() === 0 && existsSync('/etc/debian_version'),
    installPackage(name) {
      console.log(`Installing ${name} with apt-get (once) …`)
      return run('apt-get', ['update', '-q']) && run('apt-get', ['install', '-y', '-q', name])
    },
    downloadPlaywrightsOwn() {
      console.log("Downloading Playwright's Chromium (once) …")
      return run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'])
    },
  }
}

function isProgram(path: string): boolean {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return false
    throw error
  }
}

/** A mirror that does not answer must not hold up the tests for ever. */
const INSTALL_PATIENCE_MS = 240_000

function run(command: string, args: string[]): boolean {
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: INSTALL_PATIENCE_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return status === 0
}

if (import.meta.main) console.log(findChromium())
