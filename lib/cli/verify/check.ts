import { execFileSync } from 'node:child_process'
import { PROJECT_ROOT } from '../project-root.ts'
import { run } from '../run.ts'
import { bin, checkStyle, checkTypes } from './check-types.ts'

/**
 * `npm run check`: the fast loop. Types, lint, format, and the tests that reach a file changed since the
 * last commit; the architecture test always.
 */
const began = performance.now()
const outcomes = [
  await checkTypes(run),
  await checkStyle(run),
  await run(bin('vitest/vitest.mjs'), ['related', '--run', '--passWithNoTests', ...changedSources()]),
]
console.log(`${((performance.now() - began) / 1000).toFixed(1)} s`)
process.exitCode = outcomes.every(Boolean) ? 0 : 1

function changedSources(): string[] {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: PROJECT_ROOT, encoding: 'utf8' }).split('\0').filter(Boolean)
  const changed = [
    ...git('diff', '--name-only', '--diff-filter=d', '-z', 'HEAD'),
    ...git('ls-files', '--others', '--exclude-standard', '-z'),
  ]
  return ['lib/cli/verify/architecture.ts', ...changed.filter(path => /\.(ts|tsx|mjs)$/.test(path))]
}
