import type { Language } from '../retrieval/lexical/language.ts'
import type { FoundPassage } from '../retrieval/ports.ts'
import type { QuestionWords } from '../retrieval/question-words.ts'
import { answerInQuotes, NOTHING_QUOTED } from './answer-in-quotes.ts'
import { resolveFollowUp, type TurnBefore } from './follow-up.ts'
import { outlineOf } from './outline.ts'
import { phrasesIn } from './phrases.ts'
import type { QuotedAnswer } from './quote.ts'
import { replyToSmallTalk, type Speaker } from './small-talk.ts'
import { askedToSummarise } from './summary-request.ts'

/** What is known of a conversation when a question of it is answered. */
export interface Turn {
  question: string
  /** The last question that was looked for in documents. */
  before: TurnBefore | null
  /** What that answer was read from first. */
  talkedOf: Pick<FoundPassage, 'documentId' | 'documentName'> | null
  speaker: Speaker
  /** The language of what the guide says itself. */
  spoken: Language | 'ja'
}

/** Where a turn looks for its answer. */
export interface Library {
  find(question: string): Promise<Found>
  /** The first passages of a document, in order. */
  beginningOf(document: Pick<FoundPassage, 'documentId' | 'documentName'>): Promise<FoundPassage[]>
}

export interface Found {
  words: QuestionWords
  passages: FoundPassage[]
}

export interface TurnAnswer {
  quoted: QuotedAnswer
  /** What its sources are counted by; none where the guide speaks for itself. */
  passages: FoundPassage[]
  /** What was searched for: the question with its pronouns and slips put right. Null where nothing was. */
  words: QuestionWords | null
}

const MOST_OUTLINES = 3
/** In log odds: without the word that it leans on, a question says less. */
const SURE_AS_ASKED = 4.5
const SURE_RESPELT = 3.5
/** With words of its own it may stand alone. */
const WORDS_OF_ITS_OWN = 2

/** Answers one question of a conversation in quotes, or in the guide's own name. */
export async function answerTurn(turn: Turn, library: Library): Promise<TurnAnswer> {
  const { question, speaker, spoken } = turn
  const reply = replyToSmallTalk(question, speaker)
  if (reply) return say(reply)
  const about = askedToSummarise(question)
  const outlined = about === null ? null : await outline(about, turn, library)
  if (outlined) return outlined
  const resolved = about === null ? resolveFollowUp(turn.before, question) : { question }
  if ('unclear' in resolved) return say(phrasesIn(spoken).unclear.replace('{word}', () => resolved.unclear))
  const { answer, sureness } = await lookFor(resolved.question, turn, library)
  if (!resolved.guessed) return answer
  // What a word stands for may be guessed wrong: as it was asked, the question may well be answered.
  const asAsked = await lookFor(question, turn, library)
  const standsAlone =
    answer.quoted.quotes.length === 0 && (asAsked.answer.words?.words.length ?? 0) >= WORDS_OF_ITS_OWN
  const needed = standsAlone ? 0 : Math.max(sureness, SURE_AS_ASKED)
  return asAsked.answer.quoted.quotes.length > 0 && asAsked.sureness >= needed ? asAsked.answer : answer
}

function say(said: string): TurnAnswer {
  return { quoted: { ...NOTHING_QUOTED, said }, passages: [], words: null }
}

async function lookFor(question: string, { spoken }: Turn, library: Library) {
  const { words, passages } = await library.find(question)
  if (passages.length === 0)
    return { answer: { ...say(phrasesIn(spoken).noDocuments), words }, sureness: Number.NEGATIVE_INFINITY }
  const { sureness, ...quoted } = answerInQuotes(words, passages, spoken)
  // "massage" may be meant, where only "message" is known.
  const doubtful = words.text !== question && quoted.quotes.length > 0 && sureness < SURE_RESPELT
  const said = doubtful ? phrasesIn(spoken).unsure : quoted.said
  return { answer: { quoted: { ...quoted, said }, passages, words }, sureness }
}

/** Null where the documents know nothing of what is to be summarised. */
async function outline(about: string, { question, talkedOf, spoken }: Turn, library: Library) {
  const { words, passages } = await library.find(about || question)
  if (about && words.words.every(({ passages }) => passages === 0)) return null
  const found = talkedOf && !about ? [talkedOf] : passages
  const documents = [...new Map(found.map(passage => [passage.documentId, passage])).values()]
  const some = documents.slice(0, about ? 1 : MOST_OUTLINES)
  const all = await Promise.all(some.map(document => library.beginningOf(document)))
  const beginnings = all.filter(beginning => beginning.length > 0)
  if (beginnings.length === 0) return null
  return {
    quoted: { ...NOTHING_QUOTED, said: phrasesIn(spoken).outline, quotes: beginnings.map(outlineOf) },
    passages: beginnings.map(([first]) => first!),
    words: { ...words, text: question },
  }
}
