import { detectQuestionLanguage } from '../retrieval/lexical/language.ts'
import type { FoundPassage } from '../retrieval/ports.ts'
import type { QuestionWords } from '../retrieval/question-words.ts'
import { type AskedQuestion, analyzeQuestion } from './asked-question.ts'
import { beyondProse, preference } from './beyond-prose.ts'
import { type RatedUnit, rateUnits } from './features.ts'
import { gateFeatures, type ScoredUnit } from './gate-features.ts'
import { readUnit } from './read-unit.ts'
import { SHIPPED } from './reader-model.ts'
import { type Logistic, rateByLogistic, rateByTrees, type Trees } from './trees.ts'
import { isUnfit } from './unfit-units.ts'
import { unitsOf } from './units.ts'

/** How a reader judges: each unit by the trees, then by the best of them whether there is an answer at all. */
export interface ReaderModel {
  units: Trees
  gate: Logistic
}

/** A question and what could be quoted for it. */
export interface Reading {
  asked: AskedQuestion
  /** Best first. */
  units: ScoredUnit[]
  /** Those of them that could be an answer. */
  fit: ScoredUnit[]
  /** Log odds that the best of those answers; 0 where the reader begins to answer, -Infinity where there is none. */
  odds: number
}

/** Reads passages for a question. `words`: what the documents know of it. */
export function readPassages(words: QuestionWords, passages: readonly FoundPassage[]): Reading {
  return judge(rateUnitsOf(words, passages), SHIPPED)
}

export interface Rated {
  asked: AskedQuestion
  units: RatedUnit[]
}

export function rateUnitsOf(words: QuestionWords, passages: readonly FoundPassage[]): Rated {
  const asked = analyzeQuestion(words, detectQuestionLanguage(words.text))
  const units = passages.flatMap(unitsOf).map(unit => readUnit(unit, asked))
  return { asked, units: units.length ? rateUnits(asked, passages, units) : [] }
}

/** In log odds: nothing that was asked for is left out. */
const COMPLETE = 0.8

/** What a unit is worth beside the others. */
function worth({ odds, missing }: ScoredUnit): number {
  return odds + (missing.length === 0 ? COMPLETE : 0)
}

export function judge({ asked, units }: Rated, model: ReaderModel): Reading {
  const scored = units
    .map(unit => ({ ...unit, odds: rateByTrees(model.units, unit.features) + preference(asked, unit) }))
    .sort((a, b) => b.odds - a.odds)
  const fit = scored.filter(unit => !isUnfit(asked, unit)).sort((a, b) => worth(b) - worth(a))
  const [best] = fit
  if (!best) return { asked, units: scored, fit, odds: Number.NEGATIVE_INFINITY }
  // The gate judges by the best of all: the best that is fit has to come near it.
  const odds =
    rateByLogistic(model.gate, gateFeatures(scored)) -
    Math.max(0, worth(scored[0]!) - worth(best)) +
    beyondProse(asked, best)
  return { asked, units: scored, fit, odds }
}
