import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sourceStamp } from './source-stamp.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'docent-stamp-'))
  for (const folder of ['app/chat', 'lib/cli/start', 'lib/core', 'public']) {
    mkdirSync(join(root, folder), { recursive: true })
  }
  writeFileSync(join(root, 'app/chat/page.tsx'), 'page')
})
afterEach(() => rmSync(root, { recursive: true }))

it('stays the same while nothing changes', () => {
  expect(sourceStamp(root)).toBe(sourceStamp(root))
})

it.each(['app/chat/page.tsx', 'lib/core/new.ts', 'public/logo.svg', 'package-lock.json'])(
  'changes with %s',
  file => {
    const before = sourceStamp(root)
    writeFileSync(join(root, file), 'changed')
    expect(sourceStamp(root)).not.toBe(before)
  },
)

it('changes when a file gets another name', () => {
  const before = sourceStamp(root)
  rmSync(join(root, 'app/chat/page.tsx'))
  writeFileSync(join(root, 'app/chat/route.tsx'), 'page')
  expect(sourceStamp(root)).not.toBe(before)
})

it.each([
  'lib/cli/start/start.ts',
  'lib/core/new.test.ts',
  'public/docent.js',
  'lib/core/frame.generated.ts',
])('does not care for %s', file => {
  const before = sourceStamp(root)
  writeFileSync(join(root, file), 'changed')
  expect(sourceStamp(root)).toBe(before)
})
