import { formOfTerm } from './analyze.ts'
import { isCommonWord } from './common-words.ts'
import type { SearchedSegment } from './find-words.ts'
import { fold } from './fold.ts'

/** In a shorter word one letter more or less is another word. */
const SHORTEST = 5
/** From this length on two slips are likelier than another word. */
const LONG = 8

/** No passage is found by these, but every second question begins with one. */
const ASKING = ['which', 'what', 'where', 'when', 'whose', 'does', 'should', 'could', 'would'] as const

/**
 * The word of the documents that was most likely meant by one that stands nowhere in them: one slip away, two
 * where it is long (a letter too many, too few, wrong, or two exchanged), the nearest first, then the commonest.
 * The same for a word that asks.
 * Null where there is none, for names of codes, and for words that are English as they are: they were meant.
 */
export function respell(segments: readonly SearchedSegment[], word: string): string | null {
  const asked = fold(word).toLowerCase()
  if (!/^\p{L}+$/u.test(asked) || isCommonWord(asked)) return null
  if (word.length > 1 && word === word.toUpperCase()) return null
  const asking = ASKING.find(
    form => asked.length <= form.length && begins(form, asked) && slips(asked, form, 1) === 1,
  )
  if (asking) return spelt(asking)
  if (asked.length < SHORTEST) return null
  const most = asked.length >= LONG ? 2 : 1
  let best: { form: string; distance: number; rows: number } | null = null
  for (const { segment, live } of segments) {
    const cursor = segment.terms()
    while (cursor.next()) {
      const form = formOfTerm(decoder.decode(cursor.term))
      if (
        form === null ||
        Math.abs(form.length - asked.length) > most ||
        !begins(form, asked) ||
        isFormOf(form, asked)
      )
        continue
      const distance = slips(asked, form, most)
      if (distance > most || distance > (best?.distance ?? most)) continue
      const { postings } = cursor
      const rows = segment.read(postings, live, {
        rows: new Uint32Array(postings.rows),
        counts: new Uint32Array(postings.rows),
      })
      if (rows === 0) continue
      if (!best || distance < best.distance || rows > best.rows) best = { form, distance, rows }
    }
  }
  return best && spelt(best.form)

  function spelt(form: string): string {
    return /^\p{Lu}/u.test(word) ? form[0]!.toUpperCase() + form.slice(1) : form
  }
}

/** `stolen` of `stole`, `dyslexic` of `dyslexia`: not a slip. */
function isFormOf(form: string, asked: string): boolean {
  if (form.startsWith(asked)) return /^(?:n|en|d|ed|s|es|r|er|ing|ly)$/.test(form.slice(asked.length))
  const root = ENDING.exec(asked)?.[1]
  return root !== undefined && root === ENDING.exec(form)?.[1]
}

const ENDING = /^(\p{L}{4,}?)(?:ia|ics?|ical|ism|ists?|ive|ions?|al|able|ing|ed|ers?|ors?|ies|y)$/u

/** Nearly nobody misses the first letter, unless the first two are exchanged. */
function begins(form: string, asked: string): boolean {
  return form[0] === asked[0] || (form[0] === asked[1] && form[1] === asked[0])
}

/**
 * Optimal string alignment distance (Boytsov, "Indexing methods for approximate dictionary searching", 2011), in
 * UTF-16 units; `most` + 1 where it is larger.
 */
export function slips(a: string, b: string, most: number): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, before[j - 2]! + 1)
      row.push(least)
    }
    if (Math.min(...row) > most) return most + 1
    before = last
    last = row
  }
  return Math.min(last[b.length]!, most + 1)
}

const decoder = new TextDecoder()
