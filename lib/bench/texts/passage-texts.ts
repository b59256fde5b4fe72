import { chance, shuffled } from '../vectors/chance.ts'
import type { Document } from './read-documents.ts'

export interface PassageTexts {
  /** Distinct, of about 500 characters, in no order. */
  passages: string[]
  /** Five to ten words of sentences that are in none of the passages. */
  questions: string[]
}

/** Where a passage ends: with the sentence that takes it there. The second length gives other passages. */
const CHARACTERS = [450, 650]

/** At most `most` passages; they begin with every sentence, so neighbours share some. */
export function passageTexts(documents: readonly Document[], most: number, questions: number): PassageTexts {
  const by = chance(11)
  const heldOut = shuffled([...new Set(documents.flat())], by).slice(0, questions)
  const without = new Set(heldOut)
  const kept = documents.map(sentences => sentences.filter(sentence => !without.has(sentence)))
  const passages = new Set<string>()
  for (const characters of CHARACTERS) {
    const joined = kept.flatMap(sentences => sentences.map((_, at) => join(sentences, at, characters)))
    for (const passage of shuffled(joined, by)) {
      if (passages.size >= most) break
      if (passage.length >= characters) passages.add(passage)
    }
  }
  return {
    passages: shuffled([...passages], by),
    questions: heldOut.map(sentence => someWords(sentence, 5 + by.whole(6))),
  }
}

function join(sentences: readonly string[], from: number, characters: number): string {
  let passage = sentences[from]!
  for (let at = from + 1; at < sentences.length && passage.length < characters; at++)
    passage += ` ${sentences[at]}`
  return passage
}

function someWords(sentence: string, count: number): string {
  return sentence.split(' ').slice(0, count).join(' ')
}
