import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PROJECT_ROOT } from '../project-root.ts'
import { CUSTOM_HEADERS_FILE, staticHeaderComplaints } from './static-headers.ts'

const OURS = readFileSync(join(PROJECT_ROOT, CUSTOM_HEADERS_FILE), 'utf8')
const PATHS = [
  '/docent.js',
  '/_next/static/chunks/a.js',
  '/_next/static/media/b.woff2',
  '/_next/static/c.css',
]

describe('the headers of static files', () => {
  it('are what our server says of its own', () => expect(staticHeaderComplaints(OURS, PATHS)).toEqual([]))

  it.each([
    [
      'a kind of file that no pattern takes',
      OURS,
      [...PATHS, '/robots.txt'],
      /give \/robots\.txt "x-content/,
    ],
    ['a promise of https that is not the pages’', OURS.replace('31536000', '60'), PATHS, /strict-transport/],
    ['a loader for our own pages only', OURS.replace('"cross-origin"', '"same-origin"'), PATHS, /docent\.js/],
    [
      'a policy, which could take the place of a page’s',
      more('Content-Security-Policy'),
      PATHS,
      /sets Content/,
    ],
    ['for how long, which could keep a page', more('Cache-Control'), PATHS, /sets Cache-Control/],
    [
      'what Hosting could not read',
      OURS.replace('  - pattern', '- pattern'),
      PATHS,
      /not what belongs there/,
    ],
  ])('may not have %s', (_, text, paths, complaint) => {
    expect(staticHeaderComplaints(text, paths).join('\n')).toMatch(complaint)
  })
})

function more(key: string): string {
  return `${OURS.trimEnd()}\n      - key: "${key}"\n        value: "x"\n`
}
