import { type DocumentView, MAX_NAMED_PAGES } from '../core/contract/documents.ts'
import { readyStatuses, workingStatuses } from '../core/documents/document.ts'
import { countsOf } from '../core/documents/formats.ts'
import { leftOutWords } from '../core/documents/left-out.ts'
import { countOf, formatCount, pageRanges } from './format.ts'

export interface DocumentProgress {
  state: 'working' | 'ready' | 'partly' | 'failed' | 'deleting'
  /** `Reading page 40 of 212` */
  words: string
  /** 0 to 1 over all stages; null unless working. */
  part: number | null
}

/**
 * Where each stage begins on the way from 0 to 1. A page is read in a few milliseconds, a passage is prepared in
 * a hundred: the bar is the passages', so that it stands where their count says.
 */
const stageBegins = { waiting: 0, extracting: 0.01, splitting: 0.06, embedding: 0.06, packing: 0.98 }

/** How far a document is, in words for its owner. */
export function documentProgress(document: DocumentView): DocumentProgress {
  const { status, progress } = document
  const counts = countsOf(document.format)
  const part = (from: number, to: number) =>
    from + (to - from) * (progress && progress.total > 0 ? progress.done / progress.total : 0)
  const working = (words: string, done: number): DocumentProgress => ({ state: 'working', words, part: done })

  switch (status) {
    case 'waiting':
      return working('Waiting to be read', stageBegins.waiting)
    case 'extracting':
      return working(
        progress && counts
          ? `Reading ${counts[0]} ${position(progress)} of ${formatCount(progress.total)}`
          : 'Reading the document',
        part(stageBegins.extracting, stageBegins.splitting),
      )
    case 'splitting':
      return working('Finding its passages', stageBegins.splitting)
    case 'embedding':
      return working(
        progress
          ? `Preparing passage ${position(progress)} of ${formatCount(progress.total)}`
          : 'Preparing its passages',
        part(stageBegins.embedding, stageBegins.packing),
      )
    case 'packing':
      return working('Putting everything in its place', stageBegins.packing)
    case 'ready':
    case 'partly':
      return { state: status, words: contents(document), part: null }
    case 'failed':
      return { state: 'failed', words: document.failure?.reason ?? 'It could not be read.', part: null }
    case 'deleting':
      return { state: 'deleting', words: 'Being deleted', part: null }
  }
}

/** What of it cannot be found, a sentence each. */
export function missingNotes(document: DocumentView): string[] {
  const pages = unreadablePagesNote(document)
  return [...(pages ? [pages] : []), ...document.leftOut.map(kind => leftOutWords[kind])]
}

/** `Pages 3, 7–9 could not be read: they are pictures, or …`; we are told of some hundred at most. */
function unreadablePagesNote(document: DocumentView): string | null {
  const pages = document.unreadablePages
  const counts = countsOf(document.format)
  if (pages.length === 0 || !counts) return null
  const [one, many] = counts.map(capitalized)
  return pages.length === 1
    ? `${one} ${pageRanges(pages)} could not be read: it is a picture, or its letters make no sense.`
    : `${many} ${pageRanges(pages)}${pages.length < MAX_NAMED_PAGES ? '' : ' and more'} could not be read: they are pictures, or their letters make no sense.`
}

export function isWorking({ status }: Pick<DocumentView, 'status'>): boolean {
  return workingStatuses.includes(status)
}

export function isReady({ status }: Pick<DocumentView, 'status'>): boolean {
  return readyStatuses.includes(status)
}

/** The one at work now, counted from 1: with 39 of 212 done it is page 40. */
function position({ done, total }: { done: number; total: number }): string {
  return formatCount(Math.min(done + 1, total))
}

function contents({ format, passageCount, pageCount }: DocumentView): string {
  const passages = countOf(passageCount, 'passage', 'passages')
  const counts = countsOf(format)
  return pageCount && counts ? `${passages} · ${countOf(pageCount, ...counts)}` : passages
}

function capitalized(word: string): string {
  return word[0]!.toUpperCase() + word.slice(1)
}
