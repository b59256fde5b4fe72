import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PROJECT_ROOT } from '../project-root.ts'
import { missingPlatformPackages } from './platform-packages.ts'

it('finds this project’s lockfile complete (if not: npm run docent -- complete-lockfile)', () => {
  const lockfile = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package-lock.json'), 'utf8'))
  expect(Object.keys(missingPlatformPackages(lockfile))).toEqual([])
})

it('describes what is missing by its name and its parent', () => {
  const packages = {
    'node_modules/tool': {
      version: '2.0.0',
      license: 'MIT',
      dev: true,
      optionalDependencies: {
        '@tool/win32-arm64-msvc': '2.0.0',
        '@tool/linux-x64-musl': '2.0.0',
        '@tool/here': '2.0.0',
      },
    },
    'node_modules/@tool/here': { version: '2.0.0' },
  }
  expect(missingPlatformPackages({ packages })).toEqual({
    'node_modules/@tool/win32-arm64-msvc': {
      version: '2.0.0',
      license: 'MIT',
      dev: true,
      optional: true,
      os: ['win32'],
      cpu: ['arm64'],
    },
    'node_modules/@tool/linux-x64-musl': {
      version: '2.0.0',
      license: 'MIT',
      dev: true,
      optional: true,
      os: ['linux'],
      cpu: ['x64'],
      libc: ['musl'],
    },
  })
})

it('looks where Node looks: inside the package that wants it, beside it, above it', () => {
  const packages = {
    'node_modules/a': { optionalDependencies: { x: '1.0.0' } },
    'node_modules/a/node_modules/x': {},
    'node_modules/b/node_modules/c': { optionalDependencies: { y: '1.0.0', z: '1.0.0' } },
    'node_modules/b/node_modules/y': {},
    'node_modules/z': {},
  }
  expect(missingPlatformPackages({ packages })).toEqual({})
})
