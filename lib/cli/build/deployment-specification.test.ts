import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PROJECT_ROOT } from '../project-root.ts'
import { bundleComplaints, type DeployManifest, manifestSchema } from './deployment-specification.ts'
import { manifestOf } from './hosting-bundle.ts'

const ours = manifestOf(PROJECT_ROOT)

describe('our manifest', () => {
  it('is one by the specification, of the Node that everything is tested with', () => {
    expect(manifestSchema.parse(ours)).toEqual(ours)
    expect(ours.computeResources[0]!.runtime).toBe(`nodejs${process.versions.node.split('.')[0]}.x`)
  })

  it.each<[string, (manifest: DeployManifest) => unknown]>([
    ['another version', manifest => ({ ...manifest, version: 2 })],
    ['no route for everything else', manifest => ({ ...manifest, routes: manifest.routes.slice(0, 1) })],
    ['a server that is not there', manifest => ({ ...manifest, computeResources: [] })],
    [
      'a route to nobody',
      manifest => ({
        ...manifest,
        routes: [{ path: '/*', target: { kind: 'Compute', src: 'other' } }],
      }),
    ],
    ['a framework without its version', manifest => ({ ...manifest, framework: { name: 'nextjs' } })],
    ['what the specification does not know', manifest => ({ ...manifest, more: true })],
  ])('would not be one with %s', (_, spoil) => {
    expect(manifestSchema.safeParse(spoil(ours)).success).toBe(false)
  })
})

describe('a bundle', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'docent-bundle-'))
    put('deploy-manifest.json', JSON.stringify(ours))
    put('compute/default/server.mjs', '')
    put('static/_next/static/a.js', '')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  function put(file: string, text: string | Buffer): void {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }

  it('that is whole has nothing to complain about', () => expect(bundleComplaints(folder)).toEqual([]))

  it.each([
    ['a source map', 'compute/default/.next/server/page.js.map'],
    ['a source', 'compute/default/node_modules/next/server.ts'],
    ['a test', 'compute/default/page.test.js'],
  ])('may not carry %s', (_, file) => {
    put(file, '')
    expect(bundleComplaints(folder)).toEqual([`${file} is nothing to ship.`])
  })

  it('may not carry a symbolic link, nor lack its server', () => {
    rmSync(join(folder, 'compute/default/server.mjs'))
    symlinkSync('nowhere', join(folder, 'compute/default/linked'))
    expect(bundleComplaints(folder)).toEqual([
      'compute/default/server.mjs is missing.',
      'compute/default/linked is a symbolic link.',
    ])
  })

  it.each(['static/robots.txt', 'static/_next/other.js'])(
    'may not serve %s and not say for how long',
    file => {
      put(file, '')
      expect(bundleComplaints(folder)).toEqual([`${file} is on no route that says how long it is kept.`])
    },
  )

  it('may not be half as large as Amplify takes', () => {
    put('static/_next/static/large', Buffer.alloc(121_000_000))
    expect(bundleComplaints(folder)).toEqual(['It has 121 MB, more than 120.'])
  })

  it('without a manifest is none', () => {
    rmSync(join(folder, 'deploy-manifest.json'))
    expect(bundleComplaints(folder)).toEqual([expect.stringContaining('is missing')])
  })
})
