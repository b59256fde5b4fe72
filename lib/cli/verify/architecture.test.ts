import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PROJECT_ROOT } from '../project-root.ts'
import { CORE_AREAS, findBreaches, importsOf, reachable, type SourceFile } from './architecture.ts'
import { findStaleNames } from './named-things.ts'

const files = projectFiles()

describe('this project', () => {
  it('keeps to its map of folders', () => {
    expect(
      findBreaches(files.filter(file => /^(app|components|lib|e2e|amplify)\/|^[^/]+$/.test(file.path))),
    ).toEqual([])
  })

  it('speaks of no name that is not there', () => {
    expect(findStaleNames(files)).toEqual([])
  })

  it('has no circle between the areas of its core', () => {
    const areas = Object.keys(CORE_AREAS)
    for (const [at, area] of areas.entries()) {
      expect(areas.slice(0, at), area).toEqual(expect.arrayContaining([...CORE_AREAS[area]!]))
    }
  })

  it('is whole without lib/local-aws: nothing that the app reaches leads there', () => {
    const reached = reachable(files, path => path.startsWith('app/'))
    const chains = [...reached].filter(([path]) => path.startsWith('lib/local-aws/'))
    expect(chains.map(([, chain]) => chain.join(' -> '))).toEqual([])
    expect(reached.size).toBeGreaterThan(1)
  })

  it('names no registry and no path of somebody’s machine in a tracked file', () => {
    // In halves, so that this file does not find itself.
    const forbidden = new RegExp(
      [
        'registry\\.n' + 'pmjs|\\.n' + 'pmjs\\.org|registry\\.y' + 'arnpkg|"resolved": "https?:',
        '(?:^|[\\s"\'`(=])/(?:wo' + 'rk|fa' + 'rm|ro' + 'ot|ho' + 'me|Us' + 'ers)/[\\w.-]+',
      ].join('|'),
      'm',
    )
    const found = files
      .filter(file => !file.path.endsWith('.md'))
      .flatMap(({ path, text }) => {
        const match = forbidden.exec(text)
        return match ? [`${path}: ${match[0].trim()}`] : []
      })
    expect(found).toEqual([])
  })

  it('tracks no link: it would lead somewhere on one machine', () => {
    const listed = execFileSync('git', ['ls-files', '-s'], { cwd: PROJECT_ROOT, encoding: 'utf8' })
    expect(listed.split('\n').filter(line => line.startsWith('120000'))).toEqual([])
  })

  it('uses only packages in production whose licence lets everybody use Docent', () => {
    const { packages } = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package-lock.json'), 'utf8'))
    const bad = Object.entries<{ license?: string; dev?: boolean; optional?: boolean }>(packages)
      .filter(([path, entry]) => path !== '' && !entry.dev)
      .filter(([path, { license = 'none', optional }]) => {
        if (license.split(' AND ').every(one => PERMISSIVE.has(one))) return false
        return !USED_AS_A_TOOL.some(tool => tool.path.test(path) && (optional || !tool.onlyOptional))
      })
      .map(([path, { license }]) => `${path}: ${license}`)
    expect(bad).toEqual([])
  })
})

const PERMISSIVE = new Set([
  'MIT',
  'MIT-0',
  'Apache-2.0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'OFL-1.1',
  'Unlicense',
  'CC0-1.0',
])

/** Not permissive, but nothing of them is in what we ship. */
const USED_AS_A_TOOL = [
  // LGPL, Next's optional image resizer: pictures are served as they are (`images.unoptimized`), so it is
  // never loaded; it is a separate binary, unchanged, and Next runs without it.
  { path: /^node_modules\/@img\//, onlyOptional: true },
  // MPL, compresses our style sheets while building; its own files are unchanged.
  { path: /^node_modules\/lightningcss/, onlyOptional: false },
  // CC-BY, a table of browsers that the build reads.
  { path: /^node_modules\/caniuse-lite$/, onlyOptional: false },
]

describe('the check itself', () => {
  it.each<[string, Record<string, string>, string]>([
    [
      'core imports aws',
      { 'lib/core/a.ts': "import { s } from '#lib/aws/b.ts'", 'lib/aws/b.ts': '' },
      'core may not import aws',
    ],
    [
      'core imports a type of server',
      { 'lib/core/a.ts': "import type { S } from '../server/b.ts'", 'lib/server/b.ts': '' },
      'core may not import server',
    ],
    [
      'an area of the core imports one that stands on it',
      { 'lib/core/bots/a.ts': "import { c } from '../chat/b.ts'", 'lib/core/chat/b.ts': '' },
      "core's bots may not import its chat",
    ],
    [
      'an area imports a part of another that is not meant for it',
      {
        'lib/core/chat/a.ts': "import { c } from '../retrieval/packs/b.ts'",
        'lib/core/retrieval/packs/b.ts': '',
      },
      "core's chat may not import its retrieval/packs",
    ],
    [
      'the root of the core imports an area',
      { 'lib/core/a.ts': "import { b } from './bots/b.ts'", 'lib/core/bots/b.ts': '' },
      "core's root may not import its bots",
    ],
    [
      'core imports node:',
      { 'lib/core/a.ts': "import { join } from 'node:path'" },
      'core may not import node:path',
    ],
    ['core imports React', { 'lib/core/a.ts': "import React from 'react'" }, 'core may not import react'],
    ['core looks at the clock', { 'lib/core/a.ts': 'const now = Date.now()' }, 'core may not say Date.now('],
    [
      'core makes up ids',
      { 'lib/core/a.ts': 'const id = crypto.randomUUID()' },
      'core may not say crypto.random',
    ],
    ['core uses chance', { 'lib/core/a.ts': 'const id = Math.random()' }, 'core may not say Math.random('],
    [
      'server imports the SDK',
      { 'lib/server/a.ts': "import { S3 } from '@aws-sdk/client-s3'" },
      'only lib/aws speaks to AWS',
    ],
    [
      'a component imports the SDK lazily',
      { 'components/a.tsx': "await import('@aws-sdk/client-s3')" },
      'only lib/aws speaks to AWS',
    ],
    [
      'server imports Next',
      { 'lib/server/a.ts': "import { headers } from 'next/headers'" },
      'may not import next/headers',
    ],
    [
      'aws imports server',
      { 'lib/aws/a.ts': "export { x } from '#lib/server/b.ts'", 'lib/server/b.ts': '' },
      'aws may not import server',
    ],
    [
      'a component imports server',
      { 'components/a.tsx': "import '#lib/server/b.ts'", 'lib/server/b.ts': '' },
      'components may not import server',
    ],
    [
      'server imports the app',
      { 'lib/server/a.ts': "import x from '../../../app/page.tsx'", 'app/page.tsx': '' },
      'server may not import app',
    ],
    [
      'the app names local-aws as a file',
      { 'app/a.ts': "new URL('../lib/local-aws/main.ts', import.meta.url)", 'lib/local-aws/main.ts': '' },
      'app may not import local-aws',
    ],
    [
      'local-aws shares code with aws',
      { 'lib/local-aws/a.ts': "import { x } from '#lib/aws/b.ts'", 'lib/aws/b.ts': '' },
      'local-aws may not import aws',
    ],
    ['an import of nothing', { 'lib/aws/a.ts': "import { x } from './gone.ts'" }, 'which is not there'],
    [
      'a fake in the product',
      { 'lib/server/a.ts': "import './fixtures/b.ts'", 'lib/server/fixtures/b.ts': '' },
      'is for tests',
    ],
    [
      'a constant that looks like a variable',
      { 'lib/core/a.ts': 'const { a } = b\nconst maxPages = 2_000' },
      'name it in CONSTANT_CASE',
    ],
    ['a name that says nothing', { 'lib/aws/utils.ts': '' }, 'its name says nothing'],
    ['a folder that says nothing', { 'components/common/a.tsx': '' }, 'its name says nothing'],
    [
      'the environment outside settings',
      { 'lib/server/a.ts': 'const port = process.env.PORT' },
      'reads the environment',
    ],
    [
      'a comparison with the mode',
      { 'lib/aws/settings.ts': `if (process.env.NODE_${'ENV'} === 'x') y()` },
      'places differ by settings',
    ],
    ['a branch for the local place', { 'lib/aws/a.ts': 'if (isLocal) x()' }, 'branch for the local place'],
    [
      'a file that only passes on',
      { 'lib/core/index.ts': "export { a } from './a.ts'", 'lib/core/a.ts': '' },
      'import the file you mean',
    ],
  ])('finds a planted breach: %s', (_, planted, expected) => {
    const breaches = findBreaches(Object.entries(planted).map(([path, text]) => ({ path, text })))
    expect(breaches).toHaveLength(1)
    expect(breaches[0]).toContain(expected)
  })

  it('finds names that are not there, in papers and in comments', () => {
    const planted = [
      { path: 'lib/a.ts', text: '// as in lib/gone.ts and lib/a.ts\nexport function loadOwnBot() {}' },
      {
        path: 'README.md',
        text: 'See `lib/lost.ts`, `a.ts`, `loadOwnBot`, `loadNoBot`, [this](docs/no.md).',
      },
    ]
    expect(findStaleNames(planted)).toEqual([
      'lib/a.ts: lib/gone.ts',
      'README.md: lib/lost.ts',
      'README.md: loadNoBot',
      'README.md: docs/no.md',
    ])
  })

  it('finds the way from the app to local-aws', () => {
    const planted = [
      { path: 'app/page.tsx', text: "import { a } from '#lib/server/a.ts'" },
      { path: 'lib/server/a.ts', text: "const b = await import('../local-aws/b.ts')" },
      { path: 'lib/local-aws/b.ts', text: '' },
    ]
    expect(reachable(planted, path => path.startsWith('app/')).get('lib/local-aws/b.ts')).toEqual([
      'app/page.tsx',
      'lib/server/a.ts',
      'lib/local-aws/b.ts',
    ])
  })

  it('reads every way to import, and no comment', () => {
    const text = `
      import a from 'a'
      import {
        b,
      } from "b"
      import 'c'
      export * from 'd'
      export { e } from 'e'
      const f = await import('f')
      // import g from 'g'
      /* import h from 'h' */
      const address = 'http://i' // import('j')
    `
    expect(importsOf(text).sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  })

  it('knows every folder, or stops', () => {
    expect(() => findBreaches([{ path: 'lib/newcomer/a.ts', text: '' }])).toThrow('map does not know')
    const area = { path: 'lib/core/newcomer/a.ts', text: "import '../errors.ts'" }
    expect(() => findBreaches([area, { path: 'lib/core/errors.ts', text: '' }])).toThrow('map does not know')
  })
})

/** Tracked, or about to be; without what is built. */
function projectFiles(): SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: PROJECT_ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1_048_576,
  })
  return [...new Set(listed.split('\0'))]
    .filter(path => /\.(ts|tsx|mjs|cjs|js|json|css|wat|md|yml|yaml|sh)$|^\.ci\//.test(path))
    .filter(path => existsSync(join(PROJECT_ROOT, path)))
    .map(path => ({ path, text: readFileSync(join(PROJECT_ROOT, path), 'utf8') }))
}
