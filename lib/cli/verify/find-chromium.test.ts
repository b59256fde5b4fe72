import { expect, it } from 'vitest'
import { findChromium, type Machine } from './find-chromium.ts'

const OWN = '/cache/playwright/chrome'

it('takes what the environment names before anything else', () => {
  const machine = fakeMachine({ wanted: '/opt/chrome', programs: ['/opt/chrome', '/usr/bin/chromium', OWN] })
  expect(findChromium(machine)).toBe('/opt/chrome')
})

it('does not quietly take another one when the environment names nothing real', () => {
  const machine = fakeMachine({ wanted: '/opt/chrome', programs: ['/usr/bin/chromium'] })
  expect(() => findChromium(machine)).toThrow('/opt/chrome')
})

it('takes an installed one before Playwright’s own', () => {
  expect(findChromium(fakeMachine({ programs: ['/usr/bin/google-chrome', OWN] }))).toBe(
    '/usr/bin/google-chrome',
  )
})

it('takes Playwright’s own before installing any', () => {
  const machine = fakeMachine({ programs: [OWN], mayInstallPackages: true })
  expect(findChromium(machine)).toBe(OWN)
  expect(machine.done).toEqual([])
})

it('installs one where it may', () => {
  const machine = fakeMachine({ mayInstallPackages: true, installs: '/usr/bin/chromium' })
  expect(findChromium(machine)).toBe('/usr/bin/chromium')
  expect(machine.done).toEqual(['install chromium'])
})

it('has Playwright download its own where it may not install, or that failed', () => {
  for (const mayInstallPackages of [false, true]) {
    const machine = fakeMachine({ mayInstallPackages, downloads: true })
    expect(findChromium(machine)).toBe(OWN)
  }
})

it('says in one sentence what to do when there is none', () => {
  expect(() => findChromium(fakeMachine({}))).toThrow(/^There is no Chromium.*DOCENT_CHROMIUM[^.]*\.$/)
})

function fakeMachine(options: {
  wanted?: string
  programs?: string[]
  mayInstallPackages?: boolean
  installs?: string
  downloads?: boolean
}): Machine & { done: string[] } {
  const programs = new Set(options.programs)
  const done: string[] = []
  return {
    done,
    wanted: options.wanted,
    isProgram: path => programs.has(path),
    onPath: name => (programs.has(`/usr/bin/${name}`) ? `/usr/bin/${name}` : null),
    playwrightsOwn: OWN,
    mayInstallPackages: options.mayInstallPackages ?? false,
    installPackage(name) {
      done.push(`install ${name}`)
      if (options.installs) programs.add(options.installs)
      return options.installs !== undefined
    },
    downloadPlaywrightsOwn() {
      done.push('download')
      if (options.downloads) programs.add(OWN)
      return options.downloads === true
    },
  }
}
