/** What kind of thing a question asks for, told by its first words; undefined when any sentence may do. */
export type AnswerType =
  | 'time'
  | 'clock'
  | 'duration'
  | 'number'
  | 'money'
  | 'person'
  | 'place'
  | 'reason'
  | 'contact'

export function answerType(question: string): AnswerType | undefined {
  const text = question.toLowerCase()
  return ASKED.find(([pattern]) => pattern.test(text))?.[1]
}

/** Whether a sentence contains such a thing that the question did not bring along itself. */
export function hasAnswer(type: AnswerType, sentence: string, question: string): boolean {
  const known = question.toLowerCase()
  for (const [found] of sentence.matchAll(GIVEN[type])) {
    if (!known.includes(found.trim().toLowerCase())) return true
  }
  return false
}

const ASKED: [RegExp, AnswerType][] = [
  [/\b(?:e-?mail|phone|telephone|contact|telefon|website|reach you|reach us)\b/, 'contact'],
  [
    /\b(?:what time|opening (?:hours|times)|open(?:s|ing)?\b|close[sd]?\b|closing|geöffnet|öffnungszeiten|horaires|horario|orari)/,
    'clock',
  ],
  [/\bhow (?:long|often)\b|\bwie (?:lange|oft)\b|\bcombien de temps\b|\bcu[aá]nto tiempo\b/, 'duration'],
  [
    /\b(?:price|prices|cost|costs|fee|fees|how expensive|preis|kostet|kosten|prix|co[uû]te|precio|cuesta|costa|prezzo|kost)\b/,
    'money',
  ],
  [
    /\bhow (?:many|much|old|far|big|large|tall|high|deep|wide|heavy|fast|hot|cold)\b|\b(?:wie ?viele?|combien|cu[aá]nt[oa]s?|quant[aoie]s?|hoeveel)\b/,
    'number',
  ],
  [/\b(?:percentage|percent|what number|population)\b/, 'number'],
  [
    /\b(?:when|what (?:year|date|day|month|century|decade)|which (?:year|date|day|month|century|decade)|in what year|wann|quand|cu[aá]ndo|quando|wanneer)\b/,
    'time',
  ],
  [/\b(?:who|whom|whose|wer|wem|wen|qui|qui[eé]n|chi|wie is|quem)\b/, 'person'],
  [/\b(?:where|wo|wohin|où|d[oó]nde|dove|waar|onde)\b/, 'place'],
  [/\b(?:why|warum|pourquoi|por qu[eé]|perch[eé]|waarom)\b/, 'reason'],
]

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember)'
const DAY =
  '(?:mon|tues|wednes|thurs|fri|satur|sun)days?|montags?|dienstags?|mittwochs?|donnerstags?|freitags?|samstags?|sonntags?'
const NUMBER_WORD =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|thirty|forty|fifty|hundred|thousand|million|billion|half|third|quarter|double|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn'
const UNIT =
  '(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|sekunden?|minuten?|stunden?|tagen?|wochen?|monaten?|jahren?|semaines?|heures?|jours?|mois|ans)'
const NUMBER = `(?:\\d[\\d.,]*|${NUMBER_WORD})`

const GIVEN: Record<AnswerType, RegExp> = {
  time: new RegExp(
    `\\b(?:1\\d{3}|20\\d{2})s?\\b|\\b\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${MONTH}\\b|\\b${MONTH}\\.? \\d{1,2}\\b|\\b(?:${DAY})\\b|\\b\\d{1,2}(?:st|nd|rd|th) centur(?:y|ies)\\b|\\b\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}\\b|\\b(?:in|by|since|until|during|from) ${MONTH}\\b|\\b\\d{1,2}(?:[:.]\\d{2})?\\s?(?:am|pm|a\\.m\\.|p\\.m\\.|uhr)|\\b${NUMBER} ${UNIT} (?:ago|before|after|later)\\b`,
    'giu',
  ),
  clock: new RegExp(
    `\\b\\d{1,2}[:.h]\\d{2}\\b|\\b\\d{1,2}\\s?(?:am|pm|a\\.m\\.|p\\.m\\.|uhr|h)(?=\\W|$)|\\b(?:noon|midnight|mittags?|midi)\\b|\\b(?:${DAY}|daily|täglich)\\b`,
    'giu',
  ),
  duration: new RegExp(
    `\\b${NUMBER}(?:[ -]|\\sto\\s|\\sor\\s)?(?:\\w+ )?${UNIT}|\\b(?:once|twice|daily|weekly|monthly|yearly|annually|every \\w+)\\b`,
    'giu',
  ),
  number: new RegExp(`\\d[\\d.,]*|\\b(?:${NUMBER_WORD})s?\\b`, 'giu'),
  money:
    /[$€£¥]\s?\d[\d.,]*|\d[\d.,]*\s?(?:[$€£¥]|eur(?:o|os)?\b|usd\b|gbp\b|chf\b|dollars?\b|pounds?\b|cents?\b)|\b(?:free|gratis|kostenlos|kostenfrei|gratuit\w*)\b/giu,
  person:
    /(?<=\p{L}[^.!?]*\s)\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’.-]*)*|^\p{Lu}[\p{L}'’-]+\s\p{Lu}[\p{L}'’-]+|\b(?:manager|director|staff|owner|team|author|teacher|president|king|queen)s?\b/gu,
  place:
    /\b(?:in|at|on|near|from|to|of|behind|beside|opposite|into|between|through|bei|im|am|an der|neben|à|dans|en|te)\s+(?:the\s+)?\p{Lu}[\p{L}'’-]+|\b(?:floor|room|street|road|entrance|building|desk|hall|door|counter|level|basement|outside|inside|left|right|north|south|east|west|next to|behind|opposite|coast|region|city|country)\b/gu,
  reason:
    /\b(?:because|since|due to|as a result|so that|in order to|therefore|reason|to avoid|to protect|caused?|weil|da|damit|deshalb|parce que|porque|perché|omdat)\b/giu,
  contact: /[\w.+-]+@[\w-]+\.[\w.]+|https?:\/\/\S+|\bwww\.\S+|\+?\d[\d\s()/-]{5,}\d/giu,
}
