import type { FoundPassage } from '../ports.ts'

/** What all phrases of the question together add to a score of 0..1. */
const PHRASES = 0.3
/** A longer question is a text; its first words say what it is about. */
const MOST_WORDS = 200

/**
 * Reads the passages found and puts those a little higher that use the question's own phrases: the share of
 * its pairs of neighbouring words that stand next to each other in the passage. Both rankings know bags of
 * words only. Scores stay within 0..1; ties keep their order.
 */
export function rankByPhrases<Found extends FoundPassage>(
  question: string,
  found: readonly Found[],
): Found[] {
  const words = wordsOf(question).slice(0, MOST_WORDS)
  const nexts = nextWords(words)
  const asked = [...nexts.values()].reduce((sum, next) => sum + next.size, 0)
  return found
    .map(passage => {
      const said = asked > 0 ? pairsSaid(nexts, wordsOf(passage.text)) / asked : 0
      return { ...passage, score: (passage.score + PHRASES * said) / (1 + PHRASES) }
    })
    .sort((a, b) => b.score - a.score)
}

/** By word, those that follow it somewhere. */
function nextWords(words: readonly string[]): Map<string, Set<string>> {
  const nexts = new Map<string, Set<string>>()
  for (const [at, next] of words.slice(1).entries()) {
    const word = words[at]!
    nexts.set(word, (nexts.get(word) ?? new Set()).add(next))
  }
  return nexts
}

/** How many of the pairs stand next to each other, each counted once: few words of a passage are the question's. */
function pairsSaid(nexts: Map<string, Set<string>>, words: readonly string[]): number {
  const said = new Set<string>()
  for (let at = 1; at < words.length; at++) {
    const [word, next] = [words[at - 1]!, words[at]!]
    if (nexts.get(word)?.has(next)) said.add(`${word} ${next}`)
  }
  return said.size
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
