import { expect, it } from 'vitest'
import { askedToSummarise } from './summary-request.ts'

it.each([
  ['Summarize this document', ''],
  ['Can you give me a short summary?', ''],
  ['please summarise the inventory report', 'the inventory report'],
  ['tl;dr', ''],
  ['What is this about?', ''],
  ['What are the documents about?', ''],
  ['what is this site about?', ''],
  ["what's the house rules about", 'the house rules'],
  ['What can I ask you?', ''],
  ['what do you do here', ''],
  ['what is this?', ''],
  ['what is in this pdf?', ''],
  ['What does the contract cover?', 'the contract'],
  ['Worum geht es?', ''],
  ['Fasse das Dokument zusammen', ''],
  ['Fassen Sie bitte die Hausordnung zusammen.', 'die Hausordnung'],
  ['De quoi parle ce document ?', ''],
  ['¿De qué trata?'.slice(1), ''],
  ['Waar gaat dit document over?', ''],
])('%j asks for a summary of %j', (question, about) => {
  expect(askedToSummarise(question)).toBe(about)
})

it.each([
  'What is a docent?',
  'Where is the summary of charges?',
  'How much does it cost?',
  'What about Sundays?',
  'Do you know something about dogs?',
])('%j does not', question => {
  expect(askedToSummarise(question)).toBeNull()
})
