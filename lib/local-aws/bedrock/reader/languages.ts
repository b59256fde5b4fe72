/** What the reader says itself, by the language of the question. */
export interface Phrases {
  notSaid: string
  hello: string
  thanks: string
  bye: string
}

/** ISO 639-1 of the question, by its small words; English when nothing decides. */
export function detectLanguage(question: string): Language {
  const words = question.toLowerCase().match(/\p{L}+/gu) ?? []
  const counts = (Object.keys(FUNCTION_WORDS) as Language[]).map(language => ({
    language,
    hits: words.filter(word => WORD_SETS[language].has(word)).length,
  }))
  const best = counts.reduce((a, b) => (b.hits > a.hits ? b : a))
  return best.hits === 0 ? 'en' : best.language
}

export type Language = keyof typeof FUNCTION_WORDS

export const PHRASES: Record<Language, Phrases> = {
  en: {
    notSaid: 'The documents do not say.',
    hello: 'Hello! What would you like to know?',
    thanks: 'You are welcome. Is there anything else you would like to know?',
    bye: 'Goodbye!',
  },
  de: {
    notSaid: 'Die Dokumente sagen dazu nichts.',
    hello: 'Hallo! Was möchten Sie wissen?',
    thanks: 'Gern geschehen. Möchten Sie noch etwas wissen?',
    bye: 'Auf Wiedersehen!',
  },
  fr: {
    notSaid: 'Les documents ne le disent pas.',
    hello: 'Bonjour ! Que souhaitez-vous savoir ?',
    thanks: 'Je vous en prie. Souhaitez-vous savoir autre chose ?',
    bye: 'Au revoir !',
  },
  es: {
    notSaid: 'Los documentos no lo dicen.',
    hello: '¡Hola! ¿Qué le gustaría saber?',
    thanks: 'De nada. ¿Le gustaría saber algo más?',
    bye: '¡Hasta luego!',
  },
  it: {
    notSaid: 'I documenti non lo dicono.',
    hello: 'Buongiorno! Che cosa desidera sapere?',
    thanks: 'Prego. Desidera sapere altro?',
    bye: 'Arrivederci!',
  },
  nl: {
    notSaid: 'De documenten zeggen dat niet.',
    hello: 'Hallo! Wat wilt u weten?',
    thanks: 'Graag gedaan. Wilt u nog iets weten?',
    bye: 'Tot ziens!',
  },
  pt: {
    notSaid: 'Os documentos não o dizem.',
    hello: 'Olá! O que gostaria de saber?',
    thanks: 'De nada. Gostaria de saber mais alguma coisa?',
    bye: 'Até logo!',
  },
}

const FUNCTION_WORDS = {
  en: `a about after again all also am an and any are as at be because been before being between both but by can could
    did do does doing down during each else etc ever few for from further had has have having he her here hers him his
    how i if in into is it its itself just like many may me might mine more most much must my name no nor not of off on
    once only or other our out over own per please same shall she should since so some such tell than that the their
    them then there these they this those through to too under until up upon us very was we were what when where
    whether which while who whom whose why will with would you your yours`,
  de: `aber alle als am an auch auf aus bei bin bis das dass dem den der des die dies diese dieser doch du durch ein
    eine einem einen einer eines er es für gibt hat haben hier ich ihr ihre im in ist ja kann kein keine können man
    mehr mein meine mich mir mit nach nicht noch nur ob oder sein seine sich sie sind so über um und uns unser unter
    viel viele vom von vor wann war warum was welche welcher welches wenn wer werden wie wieviel wir wird wo worden
    wurde zu zum zur`,
  fr: `à au aux avec ce ces cette combien comme comment dans de des du elle elles en est et être eu fait il ils je la
    le les leur leurs lui ma mais mes mon ne nos notre nous on ou où par pas peut pour pourquoi quand que quel quelle
    quelles quels qui quoi sa sans se ses son sont sur ta tes ton tu un une vos votre vous y`,
  es: `al como cómo con cual cuál cuales cuándo cuando cuánto cuánta cuántos de del dónde donde el ella ellos en es esta
    está este esto estos han hay la las lo los más me mi mis muy no nos nuestro o para pero por porque puede puedo que
    qué quien quién se ser si sin sobre son su sus también tiene un una uno unos y ya yo`,
  it: `a agli ai al alla alle anche che chi ci come con cosa da dal dalla dei del della delle di dove e è ed gli ha hanno
    ho i il in io la le lo ma mi mia mio nei nel nella non o per perché più può posso quale quali quando quanto quanti
    quanta questa questo se si sono su sua suo sul sulla un una uno`,
  nl: `aan al als bij dan dat de deze die dit door een en er geen had heb hebben heeft het hij hoe hoeveel ik in is ik
    je kan kunnen maar me meer met mijn na naar niet nog of om onder ons onze ook op over te tot uit van voor waar
    waarom wanneer wat we welk welke werd wie wij worden wordt zich zij zijn zo zou`,
  pt: `a ao aos as às com como da das de do dos e é ela ele em entre era essa esse esta este eu foi há isso isto já
    mais mas me meu minha muito na não nas nem no nos o onde os ou para pela pelo por porque posso qual quais quando
    quanto quantos quanta que quem se sem ser seu sua são também tem um uma você`,
} as const

const WORD_SETS = Object.fromEntries(
  Object.entries(FUNCTION_WORDS).map(([language, words]) => [language, new Set(words.split(/\s+/))]),
) as Record<Language, Set<string>>

/** The small words of one language, which carry no content in it (`war` is content in English). */
export function stopWords(language: Language): ReadonlySet<string> {
  return WORD_SETS[language]
}
