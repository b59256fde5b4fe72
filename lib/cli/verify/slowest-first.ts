import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { PROJECT_ROOT } from '../project-root.ts'
import { dealFiles, slowestFirst } from './deal-files.ts'
import { readTimes, timed } from './test-times.ts'

/** Vitest's order of files: slowest first, so that no worker is left alone with one at the end. A shard is a lot of equal time. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return slowestFirst(withTimes(files)).map(({ file }) => file)
  }

  override async shard(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { index, count } = this.ctx.config.shard!
    return dealFiles(withTimes(files), count)[index - 1]!.map(({ file }) => file)
  }
}

function withTimes(files: readonly TestSpecification[]) {
  const times = readTimes()
  return files.map(file => ({
    ...timed(relative(PROJECT_ROOT, file.moduleId).replaceAll('\\', '/'), times),
    file,
  }))
}
