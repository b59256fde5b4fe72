import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { filesOf } from './document-files.ts'
import { evalOwnQuestions } from './own-questions.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'docent-own-'))
  mkdirSync(join(root, 'files'))
})
afterEach(() => rmSync(root, { recursive: true }))

function measure(documents: Record<string, string>, questions: object[]) {
  for (const [name, text] of Object.entries(documents)) writeFileSync(join(root, 'files', name), text)
  const file = join(root, 'questions.jsonl')
  writeFileSync(file, questions.map(question => `${JSON.stringify(question)}\n`).join(''))
  const set = { files: filesOf(join(root, 'files')), questions: file }
  return evalOwnQuestions(set, { keptIn: join(root, 'kept'), lexicalWeight: 0.7, say: () => undefined })
}

const MUSEUM = {
  'tickets.md':
    '# Tickets\n\n| Ticket | Price |\n| --- | --- |\n| Family ticket | 28 euros |\n| Single ticket | 12 euros |\n',
  'rules.md': '# House rules\n\nGuide dogs are welcome in every gallery. Umbrellas stay in the cloakroom.\n',
  'table.numbers': 'cells',
}
const about = (question: string, document: string, ...good: string[][]) => ({
  ...{ question, documents: [document], good, answerable: true, kind: 'prose' },
})

it('documents are put into one guide and asked, each question in its conversation', async () => {
  const report = await measure(MUSEUM, [
    about('How much is a family ticket?', 'tickets.md', ['28 euros']),
    {
      ...about('And a single ticket?', 'tickets.md', ['12 euros']),
      before: ['How much is a family ticket?'],
    },
    about('Are guide dogs welcome?', 'rules.md', ['in the cloakroom']),
    about('Is there a lift?', 'lift.md', ['lift']),
    {
      question: 'Who painted the ceiling?',
      documents: [],
      good: [],
      answerable: false,
      kind: 'unanswerable',
    },
    {
      ...{ question: 'Wie teuer ist eine Karte für Familien?', documents: [], good: [['Englisch']] },
      ...{ answerable: false, kind: 'language' },
    },
  ])
  expect(report).toMatchObject({ documents: 2, passages: 2, leftOut: 1 })
  expect(report.skipped).toEqual([{ id: 'table.numbers', why: 'no reader' }])
  expect(report.rated.map(({ question, outcome }) => [question.question, outcome])).toEqual([
    ['How much is a family ticket?', 'good'],
    ['And a single ticket?', 'good'],
    ['Are guide dogs welcome?', 'wrong'],
    ['Who painted the ceiling?', 'good'],
    ['Wie teuer ist eine Karte für Familien?', 'good'],
  ])
  const [family, single] = report.rated
  // The row as a row: what is read keeps the shape that its document has.
  expect(family!.answered.quoted.quotes[0]!.content.form).toBe('rows')
  expect(single!.answered.words!.text).toMatch(/how much .*single ticket/i)
})

it('a guide that does not know what “she” stands for asks back', async () => {
  const report = await measure(MUSEUM, [
    { ...about('When was she born?', 'rules.md', ['guide dogs']), before: ['Are dogs welcome?'] },
  ])
  const [{ outcome, answered }] = report.rated as [(typeof report.rated)[number]]
  expect([outcome, answered.words]).toEqual(['missed', null])
  expect(answered.quoted.said).toContain('“she”')
})

it('is refused where nothing can be read', async () => {
  const asked = measure({ 'table.numbers': 'cells' }, [about('Are dogs welcome?', 'rules.md', ['dogs'])])
  await expect(asked).rejects.toMatchObject({ name: 'BadFolder' })
})
