/** What kind of thing a question asks for, as far as its words tell. */
export type Kind =
  | 'time'
  | 'clock'
  | 'duration'
  | 'frequency'
  | 'number'
  | 'money'
  | 'percent'
  | 'person'
  | 'place'
  | 'reason'
  | 'contact'
  | 'definition'
  | 'steps'
  | 'command'
  | 'thing'
  | 'yes-no'
  | 'any'

export function expectedKind(question: string): Kind {
  const whole = question.toLowerCase().trim()
  // After a story comes the question.
  const asked = whole.split(/(?<=[.!?])\s+/).findLast(sentence => sentence.endsWith('?')) ?? whole
  const text = asked.replace(/^(what|who|where|when|how)s\b/, '$1 is')
  return ASKED.find(([pattern]) => pattern.test(text))?.[1] ?? (ASKS_WHETHER.test(text) ? 'yes-no' : 'any')
}

const ASKS_WHETHER =
  /\b(?:do|does|can|could|is|are|am|may|will|would|should|must|have|has) (?:i|we|you|he|she|it|they|there|somebody|someone|anybody|anyone|my|our|your)\b/

/** The word that is counted: `seats` of "How many seats are there?"; null where none is named. */
export function countedWord(question: string): string | null {
  return /\bhow many (?:of the |different |other |more )?(\p{L}+)/iu.exec(question)?.[1] ?? null
}

/** Where a text names such a thing, UTF-16 offsets; null for kinds that no shape tells. */
export function findKind(kind: Kind, text: string): { start: number; end: number }[] | null {
  const shape = SHAPES[kind]
  if (!shape) return null
  return Array.from(text.matchAll(shape), ({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
  }))
}

const ASKED: [RegExp, Kind][] = [
  [
    /^(?:is|are|was(?! (?:ist|sind|kostet|kosten|bedeutet|bedeuten|heißt|gibt|macht|passiert|muss|kann|darf|soll|hat|haben|wird|wenn|für|ich|sie|man)\b)|were|do|does|did|can|could|may|should|will|would|has|have|had|must|am|kann|darf|ist|sind|gibt|hat|est-ce)\b/,
    'yes-no',
  ],
  [
    /^(?:what|which|was|welche)\b.*\b(?:e-?mail|phone|telephone|fax|telefon|website|url)\b|\b(?:phone|telephone|fax|telefon)(?: |-)?(?:number|nummer)\b|\b(?:reach|contact|call) (?:you|us|the)\b|\bwho (?:do|can|should|must) (?:i|we) (?:ring|call|phone|contact|write to|email)\b|^(?:e-?mail|phone|contact|telefon)\b/,
    'contact',
  ],
  [
    /\b(?:what time|opening (?:hours|times)|hours of|closing time|geöffnet|öffnungszeiten|horaires|horario|orari)|\bwhen (?:do|does|is|are) .*\b(?:open|close)|^what (?:are|is) .*\bhours\b/,
    'clock',
  ],
  [/\bhow (?:late|early)\b.*\b(?:open|close|closed|arrive|come|get there|check in|drop)\b/, 'clock'],
  [/\bhow (?:often|frequently)\b|\bwie oft\b/, 'frequency'],
  [
    /\bhow (?:long|soon|quickly|late|early)\b|\bwie lange\b|\bcombien de temps\b|\bcu[aá]nto tiempo\b|\bhow many (?:seconds|minutes|hours|days|weeks|months|years)\b/,
    'duration',
  ],
  [/\b(?:percent|percentage|per cent|prozent|what share|what proportion|what fraction)\b/, 'percent'],
  [
    /\bhow (?:much (?:money|(?:is|are|was|were|for|per|to)\b(?!.*\b(?:left|used|needed)\b)|(?:does|do|did|is|was|will|would) .*\b(?:cost|pay|charge|worth))|expensive)\b|\b(?:price|prices|cost|costs|fee|fees|salary|wage|budget|preis|kostet|kosten|prix|co[uû]te|precio|cuesta|costa|prezzo|kost)\b/u,
    'money',
  ],
  [
    /\bhow (?:many|much|old|far|big|large|tall|high|deep|wide|heavy|fast|hot|warm|cold|loud)\b|\b(?:wie ?viele?|combien|cu[aá]nt[oa]s?|quant[aoie]s?|hoeveel)\b|\b(?:what|which) (?:\p{L}+ )?version\b|^\p{L}+ version\b|\b(?:what|which) (?:number|population|amount|temperature|size|height|speed|length)\b|\bwhat (?:is|was) the (?:\w+ )?(?:number|population|total|amount|average)\b/u,
    'number',
  ],
  [
    /^(?:and |but |or |so |since |until )*when\b|\b(?:(?:what|which) (?:year|date|day|month|century|decade|era|period|time)|in what year|seit wann|wann|quand|cu[aá]ndo|quando|wanneer)\b/,
    'time',
  ],
  [/\b(?:who|whom|whose|wer|wem|wen|qui|qui[eé]n|chi|wie is|quem)\b/, 'person'],
  [
    /\b(?:where|wohin|où|d[oó]nde|dove|waar|onde|(?:what|which) (?:country|city|state|region|town|continent|river|place|location|area|county|island|province))\b|^wo\b/,
    'place',
  ],
  [
    /\b(?:why|warum|pourquoi|por qu[eé]|perch[eé]|waarom|for what reason|what (?:is|was) the (?:reason|cause)|what causes?)\b/,
    'reason',
  ],
  [/^(?:(?:what|which)(?:'s| is| are)? (?:the )?(?:\w+ )?)?commands?\b/, 'command'],
  [/^(?:and |but )?how (?:do|can|should|could|would|to|does one)\b/, 'steps'],
  [
    /^what(?:'s| is| are) (?!the\b|my\b|your\b|our\b|his\b|her\b|their\b|its\b|.*\p{L}['’]s\b)|^what does .* mean\b|^(?:define|explain)\b|^was (?:ist|sind|bedeutet)\b|^qu'est-ce\b/u,
    'definition',
  ],
  [/\b(?:what|which|welche[rsmn]?|quel(?:le)?s?|qué|cuál|quale|welke)\b/, 'thing'],
]

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember)'
const DAY =
  '(?:mon|tues|wednes|thurs|fri|satur|sun)days?|montags?|dienstags?|mittwochs?|donnerstags?|freitags?|samstags?|sonntags?'
const NUMBER_WORD =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozen|hundred|thousand|million|billion|trillion|half|third|quarter|double|twice|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn'
const UNIT =
  '(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|sekunden?|minuten?|stunden?|tagen?|wochen?|monaten?|jahren?|semaines?|heures?|jours?|mois|ans)'
const NUMBER = `(?:\\d[\\d.,]*|(?:${NUMBER_WORD}))`

const SHAPES: Partial<Record<Kind, RegExp>> = {
  time: new RegExp(
    `\\b(?:1[0-9]\\d{2}|20\\d{2})s?\\b|\\b\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${MONTH}\\b|\\b${MONTH}\\.? \\d{1,2}\\b|\\b(?:${DAY})\\b|\\b(?:\\d{1,2}(?:st|nd|rd|th)|\\p{L}+(?:th|st|nd|rd))[ -]centur(?:y|ies)\\b|\\b\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}\\b|\\b(?:in|by|since|until|during|from|early|late|mid) ${MONTH}\\b|\\b\\d{3,4} ?(?:AD|BC|CE|BCE)\\b|\\b\\d{1,2}(?:[:.]\\d{2})?\\s?(?:am|pm|a\\.m\\.|p\\.m\\.|uhr)|\\b(?:noon|midnight|half past|o'clock)\\b|\\b\\d{1,2}:\\d{2}\\b|\\b(?:at|by|from|until|till) \\d{1,2}[.]\\d{2}\\b|\\b(?:at|by|from|until|till|before|after) (?:${NUMBER_WORD})\\b|\\b${NUMBER} ${UNIT} (?:ago|before|after|later)\\b|\\bMid(?:dle)?[ -]|\\b(?:spring|summer|autumn|winter)\\b|\\bAges\\b|\\b\\d+(?:\\.\\d+)? million years\\b`,
    'giu',
  ),
  clock: new RegExp(
    `\\b\\d{1,2}[:.h]\\d{2}\\b|\\b\\d{1,2}\\s?(?:am|pm|a\\.m\\.|p\\.m\\.|uhr|h)(?=\\W|$)|\\b(?:half past|quarter (?:past|to)|o'clock|in the (?:morning|afternoon|evening))\\b|\\b(?:at|by|from|until|till|before|after) (?:${NUMBER_WORD})\\b|\\b(?:at|by|from|until|till|before) \\d{1,2}\\.\\d{2}\\b|\\b(?:noon|midnight|closed|mittags?|geschlossen|midi|fermée?s?|cerrado|chiuso|gesloten|fechado)\\b|\\b(?:${DAY}|daily|täglich)\\b|\\bfrom (?:${NUMBER_WORD}) to (?:${NUMBER_WORD})\\b`,
    'giu',
  ),
  duration: new RegExp(
    `\\b${NUMBER}(?:[ -]|\\sto\\s|\\sor\\s)?(?:\\p{L}+ )?${UNIT}|\\ban? (?:minute|hour|day|week|fortnight|month|year)\\b|\\bovernight\\b|\\d[\\d.,]*\\s?(?:km|m|metres?|meters?|miles?|feet|ft|yards?)\\b|\\buntil\\b|\\b(?:1\\d{3}|20\\d{2})\\b`,
    'giu',
  ),
  frequency: new RegExp(
    `\\b(?:once|twice|daily|weekly|monthly|yearly|annually|annual|every \\p{L}+)\\b|\\b${NUMBER}(?:[ -]|\\stimes\\s)?(?:\\p{L}+ )?${UNIT}|\\btimes (?:a|per) \\p{L}+`,
    'giu',
  ),
  number: new RegExp(`\\d[\\d.,]*|\\b(?:${NUMBER_WORD})s?\\b`, 'giu'),
  percent: new RegExp(
    `\\d[\\d.,]*\\s?(?:%|percent|per cent|prozent)|\\b(?:${NUMBER_WORD})[ -](?:percent|per cent|thirds?|quarters?|fifths?|tenths?)|\\bhalf\\b`,
    'giu',
  ),
  money: new RegExp(
    `[$€£¥]\\s?\\d[\\d.,]*|(?<![\\d.,:])\\d{1,3}(?:[,.]\\d{3})*[.,]\\d{2}(?![\\d:]|[.,]\\d|\\s?(?:am|pm|uhr)\\b)|\\b(?:GBP|EUR|USD|CHF|CAD|AUD)\\s?\\d[\\d.,]*|\\b\\d+\\s?(?:p\\b|pence\\b|%)|\\b(?:no|without) (?:\\p{L}+ )?(?:charge|fee)s?\\b|\\bincluded\\b|\\b(?:\\d[\\d.,]*|(?:${NUMBER_WORD})(?:[ -](?:and )?(?:${NUMBER_WORD}))*)[ -]?(?:[$€£¥]|(?:(?:million|billion|trillion)\\s)?(?:eur(?:o|os)?|usd|gbp|chf|francs?|dollars?|pounds?|cents?)\\b)|\\b(?:free|gratis|kostenlos|kostenfrei|gratuit\\w*)\\b`,
    'giu',
  ),
  person:
    /(?<=\p{L}[^.!?]*\s)(?!Ctrl)\p{Lu}[\p{L}'’-]+(?![\p{L}'’-]|\.\p{L}|\d)(?:\s(?:\p{Lu}[\p{L}'’.-]*|of|the|de|von|van))*|^\p{Lu}[\p{L}'’-]+\s(?!Ctrl)\p{Lu}[\p{L}'’-]+|\b(?:[Nn]obody|[Ee]verybody|[Ee]veryone|[Aa]nybody|[Aa]nyone|[Oo]nly you|[Yy]ou (?:pay|must|may|can)|visitors?|customers?|guests?|users?|residents?|employees?|managers?|directors?|staff|owners?|teams?|authors?|teachers?|presidents?|kings?|queens?|people|scientists?|researchers?|members?|students?|workers?|women|men|parents?|officials?|engineers?|army|government|company|committee|council)\b/gu,
  place:
    /\b(?:in|at|on|near|from|to|of|behind|beside|opposite|into|between|through|across|along|bei|im|am|an der|neben|à|dans|en|te)\s+(?:the\s+)?(?:\p{Ll}+\s)?\p{Lu}[\p{L}'’-]+|(?<=\p{L}[^.!?]*\s)\p{Lu}[\p{L}'’-]+|\b(?:floors?|rooms?|streets?|roads?|entrances?|buildings?|desks?|halls?|doors?|counters?|levels?|basements?|outside|inside|left|right|north|south|east|west|northern|southern|eastern|western|next to|behind|opposite|coasts?|regions?|cit(?:y|ies)|countr(?:y|ies)|menu|button|page|tab)\b/gu,
  reason:
    /\b(?:because|since|due to|as a result|result(?:ed|s|ing)? (?:of|from|in)|so that|in order to|therefore|thus|hence|reasons?|to (?:avoid|protect|prevent|make|allow|help|reduce|increase)|causes?|caused|led to|leads? to|owing to|weil|da|damit|deshalb|parce que|porque|perché|omdat)\b/giu,
  contact:
    /\bext(?:ension|\.)? ?\d+|[\w.+-]+@[\w-]+\.[\w.]+|https?:\/\/\S+|\bwww\.\S+|\+?\d[\d\s()/-]{5,}\d/giu,
  definition:
    /\b(?:is|are|was|were|means?|refers? to|(?:is|are) called|known as|describes?|consists? of|ist|sind|bedeutet|est|sont|es|son)\b|[:–—]\s/giu,
  // A program that is called by its name, or an option.
  command:
    /\b(?:npm|npx|pnpm|yarn|node|deno|bun|pip3?|python3?|uvx?|docker|podman|kubectl|helm|git|curl|wget|brew|apt(?:-get)?|dnf|sudo|cargo|go|make|bash|ssh|terraform|aws|az|gcloud|dotnet|java|mvn|gradle|composer|php|gem|bundle|rails) [-\p{Ll}./@][\S]*|(?<=^|\s)--?\p{L}[\p{L}-]+|`[^`]+`/gu,
  steps:
    /\b(?:press|click|choose|open|select|enter|type|run|use|add|set|copy|paste|drop|install|call|go to|by \p{L}+ing|first|then|next|to \p{L}+)\b/giu,
}
