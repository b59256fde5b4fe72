import { sentencesOf } from '../documents/sentences.ts'
import type { AnswerInline, AnswerLeaf, AnswerSpan } from './answer-inline.ts'
import type { AnswerBlock, AnswerList } from './answer-markup.ts'

/** One sentence, list item, table row or heading of an answer. `start`, `end`: in the answer as it was delivered. */
export interface Statement extends AnswerSpan {
  /** As a reader sees it: without marks and without numbers. */
  text: string
  /** The sources it names, in order, each once. */
  citations: number[]
}

/**
 * What an answer states, in order. A number belongs to the sentence that it stands in or behind, also where
 * it begins the next line. One with no sentence before it belongs to the one that follows. Code states nothing.
 */
export function statementsOf(blocks: readonly AnswerBlock[]): Statement[] {
  const statements: Statement[] = []
  let early: number[] = []
  for (const line of blocks.flatMap(linesOf)) {
    for (const statement of inLine(line)) {
      const last = statements.at(-1)
      if (statement.text) {
        statements.push({ ...statement, citations: unique([...early, ...statement.citations]) })
        early = []
      } else if (last) last.citations = unique([...last.citations, ...statement.citations])
      else early.push(...statement.citations)
    }
  }
  return statements
}

/** The sources that an answer cites, in the order in which a reader meets them. */
export function citationsIn(blocks: readonly AnswerBlock[]): number[] {
  const leaves = blocks.flatMap(linesOf).flat()
  return unique(leaves.flatMap(leaf => (leaf.type === 'citation' ? [leaf.n] : [])))
}

/** The sentences that cite source `n`, in order. */
export function sentencesCiting(statements: readonly Statement[], n: number | null): string[] {
  return statements.flatMap(({ text, citations }) => (citations.some(one => one === n) ? [text] : []))
}

/** The sentence that a number in the answer belongs to. */
export function sentenceOf(statements: readonly Statement[], citation: { n: number; start: number }): string {
  const citing = statements.filter(({ citations }) => citations.includes(citation.n))
  const before = citing.findLast(({ start }) => start <= citation.start)
  // Where numbers begin an answer, they are of what follows.
  return (before ?? citing[0])?.text ?? ''
}

/** An answer as it is read out: words only, with a pause where a line ends, which nobody hears. */
export function spokenAnswer(blocks: readonly AnswerBlock[]): string {
  const lines = blocks
    .flatMap(block => (block.type === 'code' ? [block.text] : linesOf(block).map(wordsOf)))
    .filter(Boolean)
  return lines
    .map((line, at) => (at < lines.length - 1 && !/\p{P}$/u.test(line) ? `${line}.` : line))
    .join(' ')
}

/** What is read as one run of words, a paragraph, an item, a row; code is none. */
function linesOf(block: AnswerBlock): AnswerLeaf[][] {
  switch (block.type) {
    case 'code':
      return []
    case 'list':
      return linesOfList(block)
    case 'table':
      return [block.header, ...block.rows].map(rowLine)
    default:
      return [leavesOf(block.children)]
  }
}

function linesOfList({ items }: AnswerList): AnswerLeaf[][] {
  return items.flatMap(item => [leavesOf(item.children), ...item.lists.flatMap(linesOfList)])
}

/** A row's cells that say something, a comma between two. */
function rowLine(row: AnswerInline[][]): AnswerLeaf[] {
  const cells = row.map(leavesOf).filter(leaves => leaves.length > 0)
  return cells.flatMap((leaves, at) => {
    const { start } = leaves[0]!
    return at === 0 ? leaves : [{ type: 'text' as const, text: ', ', start, end: start }, ...leaves]
  })
}

function leavesOf(children: readonly AnswerInline[]): AnswerLeaf[] {
  return children.flatMap(child => ('children' in child ? leavesOf(child.children) : [child]))
}

/** The sentences of a line with their numbers; one without text where numbers stand before all words. */
function inLine(leaves: readonly AnswerLeaf[]): Statement[] {
  const { text, citations, startOf, endOf } = readLine(leaves)
  const statements: Statement[] = []
  let cited = 0
  const citedBefore = (at: number) => {
    const from = cited
    while (cited < citations.length && citations[cited]!.at <= at) cited++
    return unique(citations.slice(from, cited).map(({ n }) => n))
  }
  const leading = citedBefore(firstWord(text, 0))
  if (leading.length) statements.push({ text: '', citations: leading, start: 0, end: 0 })
  for (const span of sentencesOf(text)) {
    const said = text.slice(span.start, span.end).trim()
    if (!said) continue
    const from = firstWord(text, span.start)
    statements.push({
      text: tidy(said),
      // Numbers after the full stop, up to the next sentence's first letter, are still of this one.
      citations: citedBefore(firstWord(text, span.end)),
      start: startOf(from),
      end: endOf(from + said.length - 1),
    })
  }
  return statements
}

/** The words of a line, the numbers by where they stand in them, and where each character stands in the answer. */
function readLine(leaves: readonly AnswerLeaf[]) {
  let text = ''
  const runs: { from: number; to: number; leaf: AnswerLeaf }[] = []
  const citations: { n: number; at: number }[] = []
  for (const leaf of leaves) {
    if (leaf.type === 'citation') {
      citations.push({ n: leaf.n, at: text.length })
      continue
    }
    const from = text.length
    text += leaf.type === 'break' ? '\n' : leaf.text
    runs.push({ from, to: text.length, leaf })
  }
  // Asked from the beginning to the end only.
  let run = 0
  const runAt = (at: number) => {
    while (runs[run]!.to <= at) run++
    return runs[run]!
  }
  return {
    text,
    citations,
    startOf(at: number) {
      const { from, leaf } = runAt(at)
      return isWordForWord(leaf) ? leaf.start + at - from : leaf.start
    },
    endOf(at: number) {
      const { from, leaf } = runAt(at)
      return isWordForWord(leaf) ? leaf.start + at + 1 - from : leaf.end
    },
  }
}

/** Within a link there may be marks that nobody sees. */
function isWordForWord(leaf: AnswerLeaf): boolean {
  return 'text' in leaf && leaf.text.length === leaf.end - leaf.start
}

function wordsOf(leaves: readonly AnswerLeaf[]): string {
  return tidy(readLine(leaves).text.trim())
}

/** Without the space that a number left before the full stop. */
function tidy(text: string): string {
  return text.replace(/ {2,}/g, ' ').replace(/ (?=[.,;:!?](?:\s|$))/g, '')
}

function firstWord(text: string, from: number): number {
  const word = /\S/g
  word.lastIndex = from
  return word.exec(text)?.index ?? text.length
}

function unique(numbers: readonly number[]): number[] {
  return [...new Set(numbers)]
}
