import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { operatorComplaints } from '#lib/aws/setting-complaints.ts'
import { signUpSettings } from '#lib/aws/sign-up-settings.ts'
import { PROJECT_ROOT } from '../project-root.ts'

const FOLDER = join(PROJECT_ROOT, 'docs', 'operate')
const PAGES = readdirSync(FOLDER).filter(name => name.endsWith('.md'))
const COMMANDS = readdirSync(join(PROJECT_ROOT, 'lib', 'cli', 'operate', 'commands')).map(name =>
  name.replace(/\.ts$/, ''),
)

function pageOf(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8')
}

/** What is to be typed, block by block; indented where it belongs to a step. */
function commandsOf(page: string): string[] {
  return Array.from(page.matchAll(/^ *```sh\n(.*?)^ *```$/gms), ([, commands]) => commands!)
}

it.each(PAGES)('every variable of %s is set before it is used', name => {
  const known = new Set(['HOME', 'PATH', 'PWD'])
  const unknown: string[] = []
  for (const line of commandsOf(pageOf(name)).join('\n').split('\n')) {
    for (const [, set] of line.matchAll(/(?:^|[\s;(])(?:export )?([A-Za-z_]+)=/g)) known.add(set!)
    for (const [, read] of line.matchAll(/\bread (?:-r )?((?:[a-z]+ ?)+)/g))
      for (const set of read!.trim().split(' ')) known.add(set)
    for (const [, set] of line.matchAll(/\bfor ([A-Za-z_]+) in\b/g)) known.add(set!)
    // Between single quotes it is none.
    for (const [, used] of line
      .replaceAll(/'[^']*'/g, quoted => (/\$[A-Z]/.test(quoted) ? '' : quoted))
      .matchAll(/\$\{?([A-Za-z_]+)/g))
      if (!known.has(used!)) unknown.push(`${used}: ${line.trim()}`)
  }
  expect(unknown).toEqual([])
})

it.each(PAGES)('every command of ours that %s names is there', name => {
  const named = Array.from(pageOf(name).matchAll(/npm run docent -- ([a-z-]+)/g), ([, command]) => command!)
  expect(named.filter(command => !COMMANDS.includes(command))).toEqual([])
})

it('the way back to Amplify’s own bundler changes both what is built and what is published', () => {
  const [line] = /^sed -i\.bak .*$/m.exec(pageOf('deploy.md'))!
  const folder = mkdtempSync(join(tmpdir(), 'docent-way-back-'))
  try {
    copyFileSync(join(PROJECT_ROOT, 'amplify.yml'), join(folder, 'amplify.yml'))
    execFileSync('sh', ['-c', line.split(' && ')[0]!], { cwd: folder })
    const [before, after] = [PROJECT_ROOT, folder].map(at => readFileSync(join(at, 'amplify.yml'), 'utf8'))
    const lines = before!.split('\n')
    const changed = after!.split('\n').filter((one, at) => one !== lines[at])
    expect(changed.map(one => one.trim())).toEqual(['- npm run build', 'baseDirectory: .next'])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

it('every setting that the pages name is one', () => {
  const amplify = readFileSync(join(PROJECT_ROOT, 'amplify', 'parameters.ts'), 'utf8')
  const backend = [...(amplify.match(/\bDOCENT_[A-Z0-9_]+\b/g) ?? []), ...Object.keys(signUpSettings)]
  const named = new Set(PAGES.flatMap(name => pageOf(name).match(/\bDOCENT_[A-Z0-9_]+\b(?!_|…)/g) ?? []))
  // What the exams against AWS ask for.
  named.delete('DOCENT_CONTRACT_AWS')
  const unknown = operatorComplaints(Object.fromEntries([...named].map(one => [one, 'x'])), backend)
  expect(unknown.filter(line => line.includes('is no setting'))).toEqual([])
})
