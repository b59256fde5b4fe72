import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { BUILT_IN_LEXICAL_WEIGHT } from '#lib/laptop/local-environment.ts'
import { evalOwnQuestions } from './own-questions.ts'
import { projectSet } from './project-set.ts'

const SECONDS = 1_000

it(
  'the sample guide answers what is asked of its own documents, and hardly anything wrongly',
  async () => {
    const keptIn = mkdtempSync(join(tmpdir(), 'docent-own-questions-'))
    try {
      const options = { keptIn, lexicalWeight: BUILT_IN_LEXICAL_WEIGHT, say: () => undefined }
      const { rated } = await evalOwnQuestions(projectSet(null), options)
      const asked = (outcome: string) =>
        rated
          .filter(one => one.outcome === outcome)
          .map(({ question }) => [...(question.before ?? []), question.question].join(' → '))
      expect(rated.length).toBeGreaterThan(40)
      // Named, so that a failure tells which.
      expect(asked('wrong').slice(Math.floor(0.05 * rated.length))).toEqual([])
      expect(asked('missed').slice(Math.floor(0.2 * rated.length))).toEqual([])
    } finally {
      rmSync(keptIn, { recursive: true, force: true })
    }
  },
  60 * SECONDS,
)
