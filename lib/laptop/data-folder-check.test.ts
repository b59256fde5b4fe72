import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { CannotStart } from './cannot-start.ts'
import { checkDataFolder } from './data-folder-check.ts'

let above: string
beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), 'docent-data-'))
})
afterEach(() => rmSync(above, { recursive: true }))

function refusalOf(folder: string): string {
  try {
    checkDataFolder(folder)
  } catch (error) {
    expect(error).toBeInstanceOf(CannotStart)
    expect((error as Error).message).toContain('Choose another folder with --data DIR.')
    return (error as Error).message
  }
  return 'taken'
}

it('makes the folder and those above it, and leaves nothing in it', () => {
  const folder = join(above, 'a', 'b')
  checkDataFolder(folder)
  checkDataFolder(folder)
  expect(readdirSync(folder)).toEqual([])
})

it('takes a folder that has an installation, one that began, and what a system put there', () => {
  for (const name of ['account.json', 'account.json.new', 'lost+found']) {
    const folder = join(above, name, 'data')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, name), '{}')
    if (name === 'account.json') writeFileSync(join(folder, 'notes.txt'), 'mine')
    expect(refusalOf(folder)).toBe('taken')
  }
})

it('takes the project’s own folder after its tests, which begin no installation', () => {
  const folder = join(above, 'project', '.docent')
  for (const name of ['deploy-check', 'eval', 'functions', 'bench'])
    mkdirSync(join(folder, name), { recursive: true })
  for (const name of ['test-times.json', 'setup.lock']) writeFileSync(join(folder, name), '')
  expect(refusalOf(folder)).toBe('taken')
})

it('does not move in with other things', () => {
  writeFileSync(join(above, 'taxes.pdf'), '')
  expect(refusalOf(above)).toContain('has other things in it (taxes.pdf)')
})

it('is no file, none below one, and no link that leads nowhere', () => {
  writeFileSync(join(above, 'file'), '')
  symlinkSync(join(above, 'nowhere'), join(above, 'link'))
  for (const name of ['file', 'file/below', 'link']) {
    expect(refusalOf(join(above, name))).toContain('cannot be a folder')
  }
})

it.skipIf(process.platform === 'win32')('is no socket', async () => {
  const path = join(above, 'socket')
  const server = createServer()
  await new Promise<void>(resolve => server.listen(path, resolve))
  expect(refusalOf(path)).toContain('cannot be a folder')
  await new Promise(resolve => server.close(resolve))
})

it.skipIf(process.platform !== 'linux')('is nothing of the system’s own, which ends at once', () => {
  for (const path of ['/proc', '/proc/docent/data', '/dev/full', '/dev/null/data', '/sys/docent']) {
    expect(refusalOf(path)).toMatch(/other things|cannot|may not|only be read/)
  }
  expect(existsSync('/proc/docent')).toBe(false)
})

// Who may do everything may write there too.
it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('is to be written by us', () => {
  chmodSync(above, 0o500)
  expect(refusalOf(above)).toContain('You may not write to')
  expect(refusalOf(join(above, 'data'))).toContain('You may not write to')
  chmodSync(above, 0o700)
})
