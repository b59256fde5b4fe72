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
  const asked = pairsOf(wordsOf(question).slice(0, MOST_WORDS))
  return found
    .map(passage => {
      const said = asked.size > 0 ? asked.intersection(pairsOf(wordsOf(passage.text))).size / asked.size : 0
      return { ...passage, score: (passage.score + PHRASES * said) / (1 + PHRASES) }
    })
    .sort((a, b) => b.score - a.score)
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

function pairsOf(words: readonly string[]): Set<string> {
  return new Set(words.slice(1).map((word, at) => `${words[at]} ${word}`))
}
