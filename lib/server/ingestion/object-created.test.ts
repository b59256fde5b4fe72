import { expect, it } from 'vitest'
import { documentsOfEvent } from './object-created.ts'

const event = (...keys: string[]) => ({ Records: keys.map(key => ({ s3: { object: { key } } })) })

it('an event names the documents whose files have arrived', () => {
  expect(
    documentsOfEvent(event('uploads/owner-1/bot_1/doc_1/original.pdf', 'uploads/o/bot_2/doc_2/original.md')),
  ).toEqual([
    { ownerId: 'owner-1', botId: 'bot_1', id: 'doc_1' },
    { ownerId: 'o', botId: 'bot_2', id: 'doc_2' },
  ])
})

it('a key is read as S3 encodes it: a space is a plus, everything else in percent', () => {
  expect(documentsOfEvent(event('uploads/an+owner%2B1/bot_1/doc_1/original.pdf'))).toEqual([
    { ownerId: 'an owner+1', botId: 'bot_1', id: 'doc_1' },
  ])
})

it('files that are no uploads of ours are passed over', () => {
  expect(documentsOfEvent(event('texts/bot_1/doc_1.json', 'uploads/x.pdf'))).toEqual([])
})

it('what is no event is refused', () => {
  for (const nonsense of [null, {}, { Records: [{}] }, 'x'])
    expect(() => documentsOfEvent(nonsense)).toThrow()
})
