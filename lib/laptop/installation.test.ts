import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { newPassword, openInstallation } from './installation.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docent-installation-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('makes keys once and finds them again', () => {
  const first = openInstallation(folder)
  expect(openInstallation(folder)).toEqual(first)
})

it('gives every installation keys of its own', () => {
  const other = mkdtempSync(join(tmpdir(), 'docent-installation-'))
  expect(openInstallation(other).account).not.toEqual(openInstallation(folder).account)
  expect(openInstallation(other).secrets).not.toEqual(openInstallation(folder).secrets)
  rmSync(other, { recursive: true })
})

it('lets nobody else on the machine read them', () => {
  const { accountFile } = openInstallation(folder)
  expect(statSync(accountFile).mode & 0o077).toBe(0)
  expect(statSync(join(folder, 'secrets.json')).mode & 0o077).toBe(0)
  expect(statSync(folder).mode & 0o077).toBe(0)
})

it('takes the account it is given', () => {
  const account = { region: 'us-east-1', accessKeyId: 'AKIAGIVEN', secretAccessKey: 'given' }
  expect(openInstallation(folder, account).account).toEqual(account)
})

it.each(['', '{"ticketKey":', '{"ticketKey":"short"}'])('names a damaged file: %j', text => {
  openInstallation(folder)
  writeFileSync(join(folder, 'secrets.json'), text)
  expect(() => openInstallation(folder)).toThrow(/secrets\.json is damaged/)
})

it('leaves alone what a newer Docent wrote', () => {
  openInstallation(folder)
  writeFileSync(join(folder, 'format.json'), '{"format":2}')
  expect(() => openInstallation(folder)).toThrow(/written by a newer Docent\. Start that one/)
})

it('makes passwords with upper case, lower case and a number', () => {
  for (let i = 0; i < 50; i++) {
    expect(newPassword()).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d).{14,}$/)
  }
})
