import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  isUnderWay,
  isUnfinished,
  MAX_AT_ONCE,
  startable,
  type Upload,
  type UploadEvent,
  uploadQueue,
} from './upload-queue.ts'

const file = (key: string) => ({ key, name: `${key}.pdf`, size: 100, refusal: null })
const problem = { reason: 'The line broke.', nextStep: 'Try again.' }

const twin = { documentId: 'doc_9', name: 'a.pdf', sameName: true, sameContent: true }

function after(...events: UploadEvent[]): readonly Upload[] {
  return events.reduce(uploadQueue, [] as readonly Upload[])
}

/** Files that are new here. */
function added(...keys: string[]): UploadEvent[] {
  return [
    { type: 'added', uploads: keys.map(file) },
    ...keys.map(key => ({ type: 'checked', key, fileHash: 'aaaa', twin: null }) as const),
  ]
}

it('begins three and lets the fourth wait until one has left', () => {
  const full = after(
    ...added('a', 'b', 'c', 'd'),
    { type: 'asked', key: 'a' },
    { type: 'asked', key: 'b' },
    { type: 'asked', key: 'c' },
  )
  expect(startable(full)).toEqual([])
  expect(startable(uploadQueue(full, { type: 'left', key: 'b' })).map(({ key }) => key)).toEqual(['d'])
})

it('keeps a refused file as a row with its reason, and never starts it', () => {
  const queue = after({ type: 'added', uploads: [{ ...file('a'), refusal: problem }] })
  expect(queue).toMatchObject([{ name: 'a.pdf', state: 'refused', problem }])
  expect(startable(queue)).toEqual([])
})

it('starts no file that is here already before its owner has decided', () => {
  const undecided = after(
    { type: 'added', uploads: [file('a')] },
    { type: 'checked', key: 'a', fileHash: 'aaaa', twin },
  )
  expect(undecided).toMatchObject([{ state: 'undecided', twin, fileHash: 'aaaa' }])
  expect(startable(undecided)).toEqual([])
  expect(isUnfinished(undecided[0]!)).toBe(true)
  const replacing = uploadQueue(undecided, { type: 'decided', key: 'a', replaces: 'doc_9' })
  expect(startable(replacing)).toMatchObject([{ replaces: 'doc_9', twin: null }])
  const second = uploadQueue(undecided, { type: 'decided', key: 'a', replaces: null })
  expect(startable(second)).toMatchObject([{ replaces: null, twin: null }])
  expect(uploadQueue(undecided, { type: 'left', key: 'a' })).toEqual([])
})

it('starts no file before it has been looked at', () => {
  expect(startable(after({ type: 'added', uploads: [file('a')] }))).toEqual([])
})

it('tells how far a file has been sent', () => {
  const queue = after(
    ...added('a'),
    { type: 'asked', key: 'a' },
    { type: 'accepted', key: 'a', documentId: 'doc_1' },
    { type: 'progressed', key: 'a', sent: 40 },
  )
  expect(queue).toMatchObject([{ state: 'sending', sent: 40, documentId: 'doc_1' }])
})

it('starts from nothing when a failed file is tried again', () => {
  const queue = after(
    ...added('a'),
    { type: 'asked', key: 'a' },
    { type: 'accepted', key: 'a', documentId: 'doc_1' },
    { type: 'progressed', key: 'a', sent: 40 },
    { type: 'failed', key: 'a', problem, retryable: true },
    { type: 'retried', key: 'a' },
  )
  expect(queue).toMatchObject([{ state: 'queued', sent: 0, documentId: null, problem: null }])
})

it('offers no second try where it could not help', () => {
  const queue = after(
    ...added('a'),
    { type: 'asked', key: 'a' },
    { type: 'failed', key: 'a', problem, retryable: false },
    { type: 'retried', key: 'a' },
  )
  expect(queue).toMatchObject([{ state: 'refused', problem }])
})

it('ignores what is heard of a file after it was cancelled', () => {
  const queue = after(
    ...added('a'),
    { type: 'asked', key: 'a' },
    { type: 'left', key: 'a' },
    { type: 'accepted', key: 'a', documentId: 'doc_1' },
    { type: 'progressed', key: 'a', sent: 100 },
  )
  expect(queue).toEqual([])
})

it('never has more than three under way, whatever happens in whatever order', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
  const step = fc.oneof(
    key.map(key => ({ type: 'left', key }) as const),
    key.map(key => ({ type: 'accepted', key, documentId: `doc_${key}` }) as const),
    key.map(key => ({ type: 'failed', key, problem, retryable: true }) as const),
    key.map(key => ({ type: 'retried', key }) as const),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), steps => {
      let queue = after(...added('a', 'b', 'c', 'd', 'e', 'f'))
      for (const event of steps) {
        for (const { key } of startable(queue)) queue = uploadQueue(queue, { type: 'asked', key })
        expect(queue.filter(isUnderWay).length).toBeLessThanOrEqual(MAX_AT_ONCE)
        queue = uploadQueue(queue, event)
      }
    }),
  )
})
