import type { Bot } from '../bots/bot.ts'
import type { Clock } from '../clock.ts'
import { DocentError, type ErrorCode } from '../errors.ts'
import { detectLanguage, detectPassageLanguage, type Language } from '../retrieval/lexical/language.ts'
import { hasWord, termsOf, wordMarker, wordsLookedFor } from '../retrieval/lexical/mark-words.ts'
import type { FoundPassage, PassageKey } from '../retrieval/ports.ts'
import { choosePassages } from '../retrieval/ranking/choose-passages.ts'
import { type FindingDeps, findPassages } from '../retrieval/ranking/find-passages.ts'
import type { Meter } from './meter.ts'
import type { PreviewedPassage, Score, SearchPreview } from './search-preview-result.ts'

export interface SearchPreviewDeps extends FindingDeps {
  clock: Clock
  meter: Pick<Meter, 'meteredEncoder'>
}

/**
 * What the guide would read before it answers `question`: found and chosen as for an answer, with what
 * becomes of each passage. The question stands by itself, there is no conversation before it.
 */
export async function previewSearch(
  deps: SearchPreviewDeps,
  bot: Bot,
  question: string,
  signal: AbortSignal,
): Promise<SearchPreview> {
  const { clock, meter } = deps
  const began = clock()
  const encoder = meter.meteredEncoder(deps.encoder)
  const { words, passages } = await findPassages({ ...deps, encoder }, bot, question, signal).catch(
    inWordsOfASearch,
  )
  const milliseconds = clock() - began
  const searched = words.text === question ? null : words.text
  return { ...showWords(passages, words.text), searched, milliseconds }
}

function showWords(
  found: FoundPassage[],
  question: string,
): Omit<SearchPreview, 'searched' | 'milliseconds'> {
  const languages = languagesOf(found)
  const words = wordsLookedFor(question, languages)
  const mark = wordMarker(words, languages)
  const terms = found.map(({ documentName, place, text }) =>
    termsOf([documentName, ...place.headingPath, text], languages),
  )
  return {
    passages: weigh(found).map(passage => ({
      ...passage,
      marks: {
        name: mark(passage.documentName),
        heading: mark(passage.place.headingPath.at(-1) ?? ''),
        text: mark(passage.text),
      },
    })),
    words: words.map(word => ({
      word: word.word,
      passages: terms.filter(ofPassage => hasWord(ofPassage, word)).length,
    })),
  }
}

/** A passage is read in the language of its document, unless it has another one of its own. */
function languagesOf(found: FoundPassage[]): Language[] {
  const languages = new Set<Language>()
  for (const passages of Map.groupBy(found, ({ documentId }) => documentId).values()) {
    const ofDocument = detectLanguage(passages.map(({ text }) => text).join('\n'))
    for (const { text } of passages) languages.add(detectPassageLanguage(text, ofDocument))
  }
  return [...languages]
}

/** Scores that can be compared, and what becomes of each. */
function weigh(found: FoundPassage[]): Omit<PreviewedPassage, 'marks'>[] {
  const { fates } = choosePassages(found)
  const numberOf = ({ documentId, ordinal }: PassageKey) =>
    found.findIndex(passage => passage.documentId === documentId && passage.ordinal === ordinal) + 1
  const best = {
    lexical: Math.max(...found.map(({ lexical }) => lexical)),
    cosine: Math.max(...found.map(({ cosine }) => cosine)),
    score: Math.max(...found.map(({ score }) => score)),
  }
  return found.map(({ lexical, cosine, score, ...passage }, at) => {
    const fate = fates[at]!
    return {
      ...passage,
      words: scoreOf(lexical, best.lexical),
      meaning: scoreOf(cosine, best.cosine),
      // Where all are equal, all are the best.
      together: best.score > 0 ? scoreOf(score, best.score) : { points: 100, measured: score },
      fate: fate.fate,
      with: 'with' in fate ? numberOf(fate.with) : null,
    }
  })
}

/** Whatever has anything has at least one of the 100 points. */
function scoreOf(measured: number, best: number): Score {
  const points = measured > 0 ? Math.max(1, Math.round((measured / best) * 100)) : 0
  return { points, measured }
}

/** A model's failures are told to those who wait for an answer; here nothing is being answered. */
function inWordsOfASearch(error: unknown): never {
  if (!(error instanceof DocentError)) throw error
  const { code, nextStep, retryAfter } = error
  const message = MESSAGES[code]
  throw message ? new DocentError(code, message, nextStep, { cause: error, retryAfter }) : error
}

const MESSAGES: Partial<Record<ErrorCode, string>> = {
  busy: 'The search is very busy at the moment.',
  'model-failed': 'The search broke off.',
}
