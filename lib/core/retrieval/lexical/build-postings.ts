import { titleTerms, visitTerms } from './analyze.ts'
import { detectLanguage, detectPassageLanguage, type Language } from './language.ts'
import { type LanguageRun, SectionWriter } from './section-writer.ts'

export interface LexicalDocument {
  /** As uploaded, with its ending. */
  name: string
  passages: { headingPath: readonly string[]; text: string }[]
}

/** The lexical section of the passages of these documents, one row each, in order. Layout: section-layout.ts. */
export function buildLexical(documents: readonly LexicalDocument[]): Uint8Array {
  const postings = new PostingsByTerm()
  const lengths: number[] = []
  const runs: LanguageRun[] = []
  for (const { name, passages } of documents) {
    const language = languageOf(passages)
    const title = wordsOfName(name)
    for (const { headingPath, text } of passages) {
      const spoken = passages.length === 1 ? language : detectPassageLanguage(text, language)
      if (runs.at(-1)?.language === spoken) runs.at(-1)!.end++
      else runs.push({ language: spoken, end: lengths.length + 1 })
      for (const term of titleTerms([title, ...headingPath].join('\n'), spoken))
        postings.add(term, lengths.length, 1)
      const { counts, length } = countTerms(text, spoken)
      for (const [term, count] of counts) postings.add(term, lengths.length, count)
      lengths.push(length)
    }
  }
  return postings.write(lengths, runs)
}

/** From as much text as `detectLanguage` reads; all of it together when the passages are short. */
function languageOf(passages: LexicalDocument['passages']): Language {
  let sample = ''
  for (const { text } of passages) {
    if (sample.length > 20_000) break
    sample += `${text}\n`
  }
  return detectLanguage(sample)
}

/** `Annual_Report.pdf` is about an annual report. */
export function wordsOfName(name: string): string {
  return name.replace(/\.[A-Za-z0-9]{1,5}$/, '').replaceAll('_', ' ')
}

function countTerms(text: string, language: Language): { counts: Map<string, number>; length: number } {
  const counts = new Map<string, number>()
  let length = 0
  visitTerms(text, language, (term, stopped) => {
    counts.set(term, (counts.get(term) ?? 0) + 1)
    if (!stopped) length++
  })
  return { counts, length }
}

/** Collects (term, row, count) in the order of rows, and writes them in the order of terms. */
class PostingsByTerm {
  readonly #terms = new Map<string, { rows: number[]; counts: number[] }>()

  add(term: string, row: number, count: number): void {
    let postings = this.#terms.get(term)
    if (!postings) {
      postings = { rows: [], counts: [] }
      this.#terms.set(term, postings)
    }
    postings.rows.push(row)
    postings.counts.push(count)
  }

  write(lengths: number[], runs: LanguageRun[]): Uint8Array {
    const writer = new SectionWriter()
    const encoder = new TextEncoder()
    for (const term of inByteOrder([...this.#terms.keys()])) {
      const { rows, counts } = this.#terms.get(term)!
      writer.add(encoder.encode(term), rows, counts, rows.length)
    }
    return writer.finish(lengths, runs)
  }
}

/** JavaScript compares UTF-16 units, which differs from the order of UTF-8 bytes where surrogates are. */
function inByteOrder(terms: string[]): string[] {
  if (!terms.some(term => /[\ud800-\uffff]/.test(term))) return terms.sort()
  return terms.sort((a, b) => {
    for (let at = 0; at < a.length && at < b.length; at++) {
      const [left, right] = [a.codePointAt(at)!, b.codePointAt(at)!]
      if (left !== right) return left - right
    }
    return a.length - b.length
  })
}
