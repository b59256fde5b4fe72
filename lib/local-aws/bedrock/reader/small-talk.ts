import { type Language, PHRASES } from './languages.ts'

/** A short reply when the message is nothing but a greeting, thanks or goodbye; undefined otherwise. */
export function replyToSmallTalk(message: string): string | undefined {
  const text = message
    .toLowerCase()
    .replace(/[^\p{L}\s']/gu, ' ')
    .replace(
      /\b(?:there|docent|everyone|all|so much|very much|a lot|sehr|vielen|beaucoup|muchas|mille|tante|muito)\b/g,
      ' ',
    )
    .replace(/\s+/g, ' ')
    .trim()
  for (const [kind, language, pattern] of SAYINGS) if (pattern.test(text)) return PHRASES[language][kind]
  return undefined
}

const SAYINGS: ['hello' | 'thanks' | 'bye', Language, RegExp][] = [
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
    /^(?:ok |okay |great |perfect )?(?:thanks?|thank you|thx|cheers)(?: that(?: i|')s (?:great|helpful|all))?$|^(?:great|perfect|ok|okay|cool)$/,
  ],
  ['thanks', 'de', /^(?:danke(?: schön)?|dank|dankeschön|schönen dank)$/],
  ['thanks', 'fr', /^merci(?: bien)?$/],
  ['thanks', 'es', /^gracias$/],
  ['thanks', 'it', /^grazie$/],
  ['thanks', 'nl', /^(?:dank je(?: wel)?|dank u(?: wel)?|bedankt)$/],
  ['thanks', 'pt', /^obrigad[oa]$/],
  ['bye', 'en', /^(?:bye|goodbye|bye bye|see you(?: later)?)$/],
  ['bye', 'de', /^(?:tschüss|tschüß|auf wiedersehen)$/],
  ['bye', 'fr', /^(?:au revoir)$/],
  ['bye', 'es', /^(?:adiós|hasta luego)$/],
  ['bye', 'it', /^(?:arrivederci)$/],
  ['bye', 'nl', /^(?:tot ziens|doei)$/],
  ['bye', 'pt', /^(?:tchau|até logo)$/],
]
