import { detectQuestionLanguage, type Language } from '../retrieval/lexical/language.ts'
import { type Phrases, phrasesIn } from './phrases.ts'

/** Of a guide's settings, what it may say of itself. */
export interface Speaker {
  name: string
  purpose: string
  greeting: string
}

/**
 * What a guide answers, from its own settings, where a message is nothing but a greeting, thanks, goodbye or a
 * question who it is; null otherwise.
 */
export function replyToSmallTalk(message: string, { name, purpose, greeting }: Speaker): string | null {
  const called = plain(name)
  const text = plain(plain(message).replace(COURTESIES, ' '))
    .replace(new RegExp(`(?<= )${called}$|^${called}(?= )`, 'u'), ' ')
    .trim()
  if (WHO_ARE_YOU.test(text)) {
    const said = phrasesIn(detectQuestionLanguage(message)).whoAmI.replace('{name}', () => name)
    return purpose ? `${said} ${purpose}` : said
  }
  for (const [kind, language, pattern] of SAYINGS) {
    if (pattern.test(text)) return kind === 'hello' && greeting ? greeting : phrasesIn(language)[kind]
  }
  return null
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\s']/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

const COURTESIES =
  /(?<!\p{L})(?:there|docent|everyone|all|so much|very much|a lot|sehr|vielen|beaucoup|muchas|mille|tante|muito)(?!\p{L})/gu
const WHO_ARE_YOU =
  /^(?:who|what) are you$|^what(?: i|')s your name$|^what can you do(?: for me)?$|^are you (?:a )?(?:bot|robot|human|ai|real person|person)$|^wer bist du$|^wer sind sie$|^qui (?:es tu|êtes vous)$|^quién eres$|^chi sei$|^wie ben je$|^quem és$/

const SAYINGS: [keyof Pick<Phrases, 'hello' | 'thanks' | 'bye'>, Language, RegExp][] = [
  [
    'hello',
    'en',
    /^(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|how are you(?: today)?)(?: (?:hi|hello|how are you))?$/,
  ],
  ['hello', 'de', /^(?:hallo|guten (?:tag|morgen|abend)|grüß gott|servus|moin)$/],
  ['hello', 'fr', /^(?:bonjour|bonsoir|salut)$/],
  ['hello', 'es', /^(?:hola|buenos días|buenas(?: tardes| noches)?)$/],
  ['hello', 'it', /^(?:ciao|buongiorno|buonasera|salve)$/],
  ['hello', 'nl', /^(?:goedendag|goedemorgen|goedemiddag|goedenavond|hoi)$/],
  ['hello', 'pt', /^(?:olá|oi|bom dia|boa tarde|boa noite)$/],
  [
    'thanks',
    'en',
    /^(?:ok |okay |great |perfect |no )?(?:thanks?|thank you|thx|cheers)(?: that(?: i|')s (?:great|helpful))?(?: for (?:your|the) help)?$|^(?:great|perfect|ok|okay|cool)$/,
  ],
  ['thanks', 'de', /^(?:danke(?: schön)?|dank|dankeschön|schönen dank)$/],
  ['thanks', 'fr', /^merci(?: bien)?$/],
  ['thanks', 'es', /^gracias$/],
  ['thanks', 'it', /^grazie$/],
  ['thanks', 'nl', /^(?:dank je(?: wel)?|dank u(?: wel)?|bedankt)$/],
  ['thanks', 'pt', /^obrigad[oa]$/],
  [
    'bye',
    'en',
    /^(?:(?:ok |okay |great )?(?:thanks?|thank you) )?(?:bye|goodbye|bye bye|see you(?: later)?)$/,
  ],
  ['bye', 'de', /^(?:tschüss|tschüß|auf wiedersehen)$/],
  ['bye', 'fr', /^au revoir$/],
  ['bye', 'es', /^(?:adiós|hasta luego)$/],
  ['bye', 'it', /^arrivederci$/],
  ['bye', 'nl', /^(?:tot ziens|doei)$/],
  ['bye', 'pt', /^(?:tchau|até logo)$/],
]
