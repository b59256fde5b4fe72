import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { Reporter, TestModule } from 'vitest/node'
import { PROJECT_ROOT } from '../project-root.ts'
import { REPORT_FILE, type TestReport } from './test-report.ts'

/** Writes what `npm test` counts and plans with: a file's time with its imports and hooks, which Vitest's own JSON leaves out. */
export default class VitestReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const file = process.env[REPORT_FILE]
    if (!file) throw new Error(`${REPORT_FILE} has to name the file to write.`)
    const tests = modules.flatMap(module => [...module.children.allTests()])
    const failures = [
      ...tests
        .filter(test => test.result().state === 'failed')
        .map(test => `${pathOf(test.module)} > ${test.fullName}`),
      // It did not come to its tests, or something went wrong around them.
      ...modules.filter(module => module.errors().length > 0).map(pathOf),
    ]
    const report: TestReport = {
      passed: tests.filter(test => test.result().state === 'passed').length,
      failed: failures.length,
      failures,
      seconds: Object.fromEntries(modules.map(module => [pathOf(module), secondsOf(module)])),
    }
    writeFileSync(file, JSON.stringify(report))
  }
}

const pathOf = ({ moduleId }: TestModule) => relative(PROJECT_ROOT, moduleId).replaceAll('\\', '/')

function secondsOf(module: TestModule): number {
  const took = module.diagnostic()
  const milliseconds =
    took.environmentSetupDuration +
    took.prepareDuration +
    took.setupDuration +
    took.collectDuration +
    took.duration
  return milliseconds / 1_000
}
