import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { BUILT_IN_LEXICAL_WEIGHT } from '#lib/laptop/local-environment.ts'
import { evalOwnQuestions } from './own-questions.ts'
import { folderSet, ORGANISATIONS } from './project-set.ts'
import { isFalseClaim, isInSight } from './rate-answer.ts'

const SECONDS = 1_000

it(
  'a stranger’s hard questions see their answer more often than not, and hardly ever a false claim',
  async () => {
    const keptIn = mkdtempSync(join(tmpdir(), 'docent-organisations-'))
    try {
      const options = { keptIn, lexicalWeight: BUILT_IN_LEXICAL_WEIGHT, say: () => undefined }
      const reports = []
      for (const folder of ORGANISATIONS) reports.push(await evalOwnQuestions(folderSet(folder), options))
      const rated = reports.flatMap(report => report.rated)
      expect(rated).toHaveLength(120)
      const claimed = rated.filter(({ question, answered }) => isFalseClaim(question, answered))
      // Named, so that a failure tells which.
      expect(claimed.map(({ question }) => question.question).slice(1)).toEqual([])
      const seen = rated.filter(({ question, answered }) => isInSight(question, answered))
      expect(seen.length).toBeGreaterThanOrEqual(84)
      // Doubt is for some answers, not for all.
      const quoted = rated.filter(({ outcome }) => outcome === 'good').map(({ answered }) => answered.quoted)
      const sure = quoted.filter(({ quotes, said }) => quotes.length > 0 && said === '')
      expect(sure.length).toBeGreaterThanOrEqual(20)
    } finally {
      rmSync(keptIn, { recursive: true, force: true })
    }
  },
  60 * SECONDS,
)
