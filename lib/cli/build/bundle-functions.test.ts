import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleFunctions } from './bundle-functions.ts'

let folder: string
let bundles: ReturnType<typeof bundleFunctions>
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docent-bundles-'))
  mkdirSync(join(folder, 'chat'))
  writeFileSync(join(folder, 'chat/left-behind.mjs'), '')
  bundles = bundleFunctions(folder)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What reads documents: large, and touched by hostile bytes. */
const READERS = [
  'pdfjs-dist',
  'officeparser',
  'file-type',
  'yauzl',
  'chardet',
  'iconv-lite',
  'mdast-util-from-markdown',
]

describe('the bundles of the functions', () => {
  it('what reads documents is in the function that does only that', () => {
    expect(bundles.extract.packages).toEqual(expect.arrayContaining(READERS))
    for (const name of ['ingest', 'chat', 'sweep', 'preSignUp', 'canary'] as const) {
      expect(bundles[name].packages.filter(found => READERS.includes(found))).toEqual([])
    }
  })

  it('the PDF reader has its worker, character maps and fonts with it', () => {
    const files = readdirSync(join(bundles.extract.folder, 'node_modules/pdfjs-dist'), { recursive: true })
    for (const needed of [
      'legacy/build/pdf.worker.min.mjs',
      'cmaps/UniJIS-UTF16-H.bcmap',
      'standard_fonts/FoxitFixed.pfb',
    ])
      expect(files).toContain(needed)
  })

  it('the pages and the AWS on loopback are in none', () => {
    for (const { packages } of Object.values(bundles)) {
      expect(packages.filter(name => /^(next|react|preact|dynalite|@energetic-ai|ai$)/.test(name))).toEqual(
        [],
      )
    }
  })

  it('what the user pool asks has zod in it and nothing else, for it is waited for', () => {
    expect(bundles.preSignUp.packages).toEqual(['zod'])
    expect(bundles.preSignUp.bytes).toBeLessThan(500_000)
  })

  it('what asks a guide on a schedule has zod in it and nothing else: it comes as a visitor', () => {
    expect(bundles.canary.packages).toEqual(['zod'])
  })

  it('chat is at most 3 MB', () => {
    expect(bundles.chat.bytes).toBeLessThanOrEqual(3_000_000)
  })

  it('source maps lie beside the code that is uploaded, not in it', () => {
    for (const { folder: code } of Object.values(bundles)) {
      expect(readdirSync(code, { recursive: true }).filter(name => String(name).endsWith('.map'))).toEqual([])
    }
    for (const name of Object.keys(bundles))
      expect(existsSync(join(folder, 'maps', name, 'index.mjs.map'))).toBe(true)
  })

  it('nothing of an earlier bundling is left', () => {
    expect(existsSync(join(folder, 'chat/left-behind.mjs'))).toBe(false)
  })
})
