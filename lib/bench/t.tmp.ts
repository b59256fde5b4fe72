import { passageTexts } from './texts/passage-texts.ts'
import { readDocuments } from './texts/read-documents.ts'

const { passages, questions } = passageTexts(readDocuments(), 100_000, 200)
console.log(
  passages.length,
  passages.reduce((s, x) => s + x.length, 0) / passages.length,
  questions.slice(0, 10),
  passages[5],
)
